"""The forms of 套表: uploading a workbook, and what each of its columns takes."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.validators import InputRequired

from tracker.core.text import clean_line
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.submissions.figures import Stand
from tracker.ledgers.rules.their_form.counting import GROUPINGS
from tracker.ledgers.rules.their_form.header import TheirColumn
from tracker.ledgers.rules.their_form.layout import (
    COUNTS,
    ColumnOrder,
    DateStyle,
    Extra,
    Joining,
    PersonStyle,
    TableKind,
    TheirLayout,
)
from tracker.reports.rules.sources import Source
from tracker.web.addresses import asked_id
from tracker.web.forms import ChineseForm

MOST_ROWS = 4
_Word = TypeVar("_Word", bound=StrEnum)
_LONGEST_WORD = 40
_LONGEST_CONSTANT = 200
_MOST_SIGNS = 32_767
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class TheirFormUpload(ChineseForm):
    """A superior's workbook, and the ledger from which it is filled."""

    file = FileField("上级发来的Excel表", validators=[InputRequired("请选择上级发来的表。")])
    unit_id = SelectField("用哪个单位的台账填写", coerce=int)


def told_layout(
    told: Mapping[str, str], sheet: str, place: tuple[int, int], columns: Sequence[TheirColumn]
) -> tuple[TheirLayout, list[str]]:
    """Read what was said about a table; with sentences on what cannot be so. Nothing typed is lost."""
    troubles: list[str] = []
    orders = {one.column: _order(told, one, troubles) for one in columns}
    layout = TheirLayout(
        sheet=sheet,
        first=place[0],
        rows=place[1],
        kind=_member(TableKind, told.get("kind", ""), TableKind.LISTED),
        columns=orders,
        words={
            stand.value: clean_line(told.get(f"word_{stand.value}", ""))[:_LONGEST_WORD]
            for stand in Stand
        },
        grouped_by=_member(Key, told.get("grouped_by", ""), Key.CATEGORY),
        counts_tasks=told.get("counts") == "tasks",
        sustained_counts="sustained_counts" in told,
    )
    return layout, troubles + _missing(layout)


def told_scope(told: Mapping[str, str], today: date) -> tuple[date, int | None, str] | None:
    """Read the day, the year and the source; None when the day or the year cannot be."""
    year, source = told.get("year", "").strip(), told.get("source", "")
    number = asked_id(year)
    if year and not (number and _FIRST_YEAR <= number <= _LAST_YEAR):
        return None
    try:
        as_of = date.fromisoformat(told.get("as_of", ""))
    except ValueError:
        return None
    if not as_of.year >= _FIRST_YEAR or as_of > today:
        return None
    return as_of, number, source if source in set(Source) else ""


def asked_place(told: Mapping[str, str], last_row: int) -> tuple[int, int] | None:
    """Answer the header that a person points at: its first row and how many it has."""
    first, rows = told.get("first", ""), told.get("rows", "")
    if not (first.isdecimal() and rows.isdecimal()):
        return None
    return min(max(int(first[:6]), 1), max(last_row, 1)), min(max(int(rows[:2]), 1), MOST_ROWS)


def told_matches(told: Mapping[str, str]) -> dict[int, int | None]:
    """Read which task each row is; ``none`` leaves a row empty, an empty choice says nothing."""
    found: dict[int, int | None] = {}
    for name, value in told.items():
        row = name.removeprefix("row_")
        number, task_id = asked_id(row), asked_id(value)
        if name.startswith("row_") and number and (value == "none" or task_id):
            found[number] = task_id
    return found


def _order(told: Mapping[str, str], column: TheirColumn, troubles: list[str]) -> ColumnOrder:
    start = f"c{column.column}_"
    source = told.get(f"{start}source", "")
    known = source in {*map(str, Key), *map(str, Extra)}
    typed = told.get(f"{start}limit", "").strip()
    limit = asked_id(typed)
    if typed and not (limit and limit <= _MOST_SIGNS):
        troubles.append(f"“{column.name}”的字数上限请填写1到{_MOST_SIGNS}之间的整数。")
        limit = None
    return ColumnOrder(
        source=source if known else "",
        constant=clean_line(told.get(f"{start}constant", ""))[:_LONGEST_CONSTANT],
        date_style=_member(DateStyle, told.get(f"{start}date_style", ""), DateStyle.AS_WRITTEN),
        joining=_member(Joining, told.get(f"{start}joining", ""), Joining.NUMBERED),
        person=_member(PersonStyle, told.get(f"{start}person", ""), PersonStyle.AS_WRITTEN),
        limit=limit,
    )


def _missing(layout: TheirLayout) -> list[str]:
    sources = [one.source for one in layout.columns.values() if one.source]
    if not sources:
        return ["还没有一列选了填写内容，请至少选一列。"]
    if layout.kind is TableKind.COUNTING:
        named = sources.count(Extra.LABEL) == 1
        counted = any(one in COUNTS for one in sources)
        found = [] if named else ["统计表请指出一列是“分类名称”。"]
        found += [] if counted else ["统计表请至少选一列数字。"]
        return found + ([] if layout.grouped_by in GROUPINGS else ["请选择按什么分类。"])
    if any(one in {*COUNTS, Extra.LABEL} for one in sources):
        return ["有的列选了数字，只有统计表可以这样选。"]
    wanted = {Key.PROBLEM, Key.SUPERIOR_NUMBER, Key.NUMBER}
    if layout.kind is TableKind.LISTED and not wanted & set(sources):
        return ["已列问题的表请指出哪一列是问题或编号，用来与台账对应。"]
    return []


def _member(kind: type[_Word], value: str, otherwise: _Word) -> _Word:
    try:
        return kind(value)
    except ValueError:
        return otherwise
