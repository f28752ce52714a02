"""The ledger and the figures of a year as a workbook: to print, to read on, to count."""

from datetime import date
from typing import NamedTuple

from tracker.documents.render.excel import write_excel
from tracker.documents.rules.sheet import (
    CellValue,
    DataSheet,
    PrintSheet,
    SheetColumn,
    Stacked,
    StackSheet,
    Workbook,
)
from tracker.yearend.rules.ledger import LedgerRow
from tracker.yearend.rules.numbers import long_day
from tracker.yearend.rules.year import YearReport


class _Column(NamedTuple):
    """A column of the ledger: its field, its heading, its width, whether it is centred."""

    name: str
    label: str
    width: float
    centred: bool = False


# The columns of an office's ledger, in its order (the large sheet, A3).
_FULL = (
    _Column("position", "序号", 5, centred=True),
    _Column("number", "问题编号", 10, centred=True),
    _Column("superior_number", "上级编号", 8, centred=True),
    _Column("source", "问题来源", 11, centred=True),
    _Column("category", "问题类别", 10, centred=True),
    _Column("problem", "反馈问题（原文）", 26),
    _Column("shown_as", "具体表现", 18),
    _Column("standard", "完成标准", 15),
    _Column("measures", "整改措施", 26),
    _Column("kind", "整改类型", 9, centred=True),
    _Column("leader", "责任领导", 9, centred=True),
    _Column("lead_unit", "牵头单位", 11, centred=True),
    _Column("helping", "配合单位", 11, centred=True),
    _Column("handler", "责任人", 9, centred=True),
    _Column("due_text", "整改时限", 13, centred=True),
    _Column("progress", "整改进展及成效", 30),
    _Column("state", "整改状态", 11, centred=True),
    _Column("evidence", "佐证材料", 12),
    _Column("closing", "销号时间/备注", 16),
)
# What fits A4 at a size that can be read.
_SHORT = ("position", "number", "problem", "measures", "leader", "lead_unit", "handler")
_SHORT_TOO = ("due_text", "progress", "state")
_DATA = (
    *(one for one in _FULL if one.name != "closing"),
    _Column("due_on", "时限日期", 15, centred=True),
    _Column("closed_on", "销号日期", 15, centred=True),
    _Column("remarks", "备注", 24),
)


def year_as_excel(report: YearReport, *, filled_in_on: date) -> bytes:
    """Answer the bytes of the workbook of a year."""
    facts = report.facts
    title = f"{facts.unit}{facts.year}年度整改台账"
    short = [one for one in _FULL if one.name in (*_SHORT, *_SHORT_TOO)]
    return write_excel(
        Workbook(
            sheets=(
                _print_sheet("台账（简表A4）", title, report, filled_in_on, short),
                _print_sheet("台账（全表A3）", title, report, filled_in_on, list(_FULL)),
                _figures(report, filled_in_on),
                _data_sheet(report),
            ),
            subject=title,
            author=facts.unit,
            made_on=filled_in_on,
        )
    )


def _print_sheet(
    name: str, title: str, report: YearReport, day: date, columns: list[_Column]
) -> PrintSheet:
    names = [one.name for one in columns]
    return PrintSheet(
        name=name,
        title=title,
        left_note=_filled_in_by(report),
        right_note=f"填报时间：{long_day(day)}",
        columns=_columns(columns),
        rows=tuple(tuple(_value(row, one) for one in names) for row in report.ledger),
        remarks=(*_as_of(report), *report.figures.notes),
        frozen=names.index("problem") + 1,
        large=len(columns) == len(_FULL),
    )


def _figures(report: YearReport, day: date) -> StackSheet:
    facts = report.facts
    return StackSheet(
        name="统计",
        title=f"{facts.unit}{facts.year}年度整改情况统计表",
        left_note=_filled_in_by(report),
        right_note=f"填报时间：{long_day(day)}",
        tables=tuple(
            Stacked(one.title, one.columns, tuple((row.label, *row.cells) for row in one.rows))
            for one in report.tables
            if one.rows
        ),
        remarks=(*_as_of(report), *report.figures.notes),
    )


def _data_sheet(report: YearReport) -> DataSheet:
    names = [one.name for one in _DATA]
    return DataSheet(
        name="数据",
        columns=_columns(_DATA),
        rows=tuple(tuple(getattr(row, one) for one in names) for row in report.ledger),
    )


def _columns(columns: tuple[_Column, ...] | list[_Column]) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(one.label, one.width, one.centred) for one in columns)


def _value(row: LedgerRow, name: str) -> CellValue:
    if name != "closing":
        value: CellValue = getattr(row, name)
        return value
    closed = f"{long_day(row.closed_on)}销号" if row.closed_on else ""
    return "；".join(part for part in (closed, row.remarks) if part)


def _filled_in_by(report: YearReport) -> str:
    return f"填报单位（盖章）：{report.facts.unit}"


def _as_of(report: YearReport) -> tuple[str, ...]:
    return (f"数据截至{long_day(report.facts.as_of)}。",)
