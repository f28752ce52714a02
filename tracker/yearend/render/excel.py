"""The ledger and the figures of a year as a workbook: to print, to read on, to count."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tracker.documents.render.excel import stream_excel
from tracker.documents.rules.sheet import (
    CellValue,
    DataSheet,
    PrintSheet,
    SheetColumn,
    Stacked,
    StackSheet,
    Workbook,
)
from tracker.ledgers.rules.columns import COLUMNS, SHORT, Column, Key
from tracker.yearend.rules.ledger import LedgerRow
from tracker.yearend.rules.numbers import long_day
from tracker.yearend.rules.year import YearReport

Counted = Callable[[Iterable[LedgerRow]], Iterator[LedgerRow]]


class _Column(NamedTuple):
    """A column of the ledger: its field, its heading, its width, whether it is centred."""

    name: str
    label: str
    width: float
    centred: bool = False


# What this ledger calls the columns that the catalogue names otherwise.
_NAMES = {Key.DUE: "due_text"}


def _of(columns: tuple[Column, ...]) -> tuple[_Column, ...]:
    return tuple(
        _Column(_NAMES.get(one.key, one.key.value), one.title, one.width, one.centred)
        for one in columns
    )


# The large sheet (A3), and what fits A4 at a size that can be read.
_FULL, _SHORT = _of(COLUMNS), _of(SHORT)
_DATA = (
    *(one for one in _FULL if one.name != "closing"),
    _Column("due_on", "时限日期", 15, centred=True),
    _Column("closed_on", "销号日期", 15, centred=True),
    _Column("remarks", "备注", 24),
)


def year_as_excel(report: YearReport, *, filled_in_on: date, counted: Counted = iter) -> bytes:
    """Answer the bytes of the workbook of a year; its rows go to the disk as they are laid out.

    ``counted`` passes the rows on, and may tell somebody how many there were.
    """
    facts = report.facts
    title = f"{facts.unit}{facts.year}年度整改台账"
    workbook = Workbook(
        sheets=(
            _print_sheet("台账（简表A4）", title, report, filled_in_on, _SHORT),
            _print_sheet("台账（全表A3）", title, report, filled_in_on, _FULL),
            _figures(report, filled_in_on),
            DataSheet(name="数据", columns=_columns(_DATA), rows=()),
        ),
        subject=title,
        author=facts.unit,
        made_on=filled_in_on,
    )
    laid_out = (_laid_out(_SHORT), _laid_out(_FULL), None, _laid_out(_DATA))
    return stream_excel(workbook, counted(report.ledger), laid_out)


def _laid_out(columns: Sequence[_Column]) -> Callable[[LedgerRow], tuple[CellValue, ...]]:
    names = [one.name for one in columns]
    return lambda row: tuple(_value(row, one) for one in names)


def _print_sheet(
    name: str, title: str, report: YearReport, day: date, columns: tuple[_Column, ...]
) -> PrintSheet:
    names = [one.name for one in columns]
    return PrintSheet(
        name=name,
        title=title,
        left_note=_filled_in_by(report),
        right_note=f"填报时间：{long_day(day)}",
        columns=_columns(columns),
        rows=(),
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


def _columns(columns: tuple[_Column, ...]) -> tuple[SheetColumn, ...]:
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
