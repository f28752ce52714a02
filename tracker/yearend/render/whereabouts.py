"""问题去向对照表 as a Word file and as a workbook."""

from datetime import date

from tracker.documents.render.excel import write_excel
from tracker.documents.render.word import write_word
from tracker.documents.rules.layout import WIDE
from tracker.documents.rules.paper import Column, Paper, Table, Title
from tracker.documents.rules.sheet import DataSheet, PrintSheet, SheetColumn, Workbook
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.numbers import long_day
from tracker.yearend.rules.whereabouts import Whereabouts

# Heading, share of the width on paper, width on a sheet, centred.
_COLUMNS = (
    ("序号", 3.0, 6.0, True),
    ("上年度问题", 16.0, 30.0, False),
    ("问题来历", 9.0, 16.0, True),
    ("任务编号", 7.0, 12.0, True),
    ("整改情况", 13.0, 24.0, False),
    ("本年度报告中的位置", 24.0, 46.0, False),
)


def whereabouts_title(facts: YearFacts) -> str:
    """Answer how the table is called, on paper and as a file."""
    return f"{facts.unit}{facts.year - 1}年度问题去向对照表"


def whereabouts_as_word(facts: YearFacts, rows: tuple[Whereabouts, ...], made_on: date) -> bytes:
    """Answer the bytes of the table as a Word file."""
    columns = tuple(Column(label, share, centred) for label, share, _, centred in _COLUMNS)
    title, note = whereabouts_title(facts), f"数据截至{long_day(facts.as_of)}。"
    table = Table(columns, tuple(_cells(rows)), note=note)
    return write_word(Paper((Title(title), table), title, facts.unit, made_on), WIDE)


def whereabouts_as_excel(facts: YearFacts, rows: tuple[Whereabouts, ...], made_on: date) -> bytes:
    """Answer the bytes of the table as a workbook: to print, and to read on."""
    columns = tuple(SheetColumn(label, width, centred) for label, _, width, centred in _COLUMNS)
    cells = tuple(_cells(rows))
    title = whereabouts_title(facts)
    sheet = PrintSheet(
        name="对照表",
        title=title,
        left_note=f"填报单位（盖章）：{facts.unit}",
        right_note=f"填报时间：{long_day(made_on)}",
        columns=columns,
        rows=cells,
        remarks=(f"数据截至{long_day(facts.as_of)}。",),
        frozen=2,
    )
    sheets = (sheet, DataSheet("数据", columns, cells))
    return write_excel(Workbook(sheets, title, facts.unit, made_on))


def _cells(rows: tuple[Whereabouts, ...]) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            one.title,
            one.origin,
            "、".join(told for _, told in one.tasks) or "未分解",
            one.standing,
            one.told,
        )
        for number, one in enumerate(rows, start=1)
    ]
