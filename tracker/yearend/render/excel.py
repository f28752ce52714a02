"""The ledger and the figures of a year as a workbook: to print, to read on, to count."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import IO, NamedTuple

from tracker.documents.render.excel import stream_excel_into
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
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.ledger import LedgerRow, ledger_of
from tracker.yearend.rules.numbers import long_day
from tracker.yearend.rules.sums import Sums
from tracker.yearend.rules.year import YearReport


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


def year_as_excel(report: YearReport, *, filled_in_on: date) -> bytes:
    """Answer the bytes of the workbook of a year that lies in memory."""
    out = BytesIO()
    write_year(out, report.facts, (report.facts,), filled_in_on=filled_in_on)
    return out.getvalue()


def write_year(
    out: IO[bytes],
    year: YearFacts,
    parts: Iterable[YearFacts],
    *,
    filled_in_on: date,
    note: Callable[[int], None] = lambda _rows: None,
) -> int:
    """Write the workbook of a year into a stream, part by part: neither the year nor the file lies in memory whole.

    Args:
        out: where the file goes.
        year: the unit, the year, its day and rule; its problems are not looked at.
        parts: its problems in their order, some at a time.
        filled_in_on: the day on the sheets.
        note: told after each part how many rows are written.

    Returns:
        How many rows the ledger has.
    """
    written, sums = _Written(note), Sums(year.sustained_counts)
    laid_out = (_laid_out(_SHORT), _laid_out(_FULL), None, _laid_out(_DATA))
    stream_excel_into(
        out,
        _workbook(year, Sums(year.sustained_counts), filled_in_on),
        written.passed(parts, sums),
        laid_out,
        lambda: _workbook(year, sums, filled_in_on).sheets,
    )
    return written.rows


@dataclass
class _Written:
    """Passes the rows of a year on, adds its parts up, and tells how many rows there were."""

    note: Callable[[int], None]
    rows: int = 0

    def passed(self, parts: Iterable[YearFacts], sums: Sums) -> Iterator[LedgerRow]:
        for part in parts:
            sums.add(part)
            for row in ledger_of(part, first=self.rows + 1):
                yield row
                self.rows = row.position
            self.note(self.rows)


def _workbook(year: YearFacts, sums: Sums, day: date) -> Workbook:
    title = f"{year.unit}{year.year}年度整改台账"
    return Workbook(
        sheets=(
            _print_sheet("台账（简表A4）", title, (year, sums), day, _SHORT),
            _print_sheet("台账（全表A3）", title, (year, sums), day, _FULL),
            _figures(year, sums, day),
            DataSheet(name="数据", columns=_columns(_DATA), rows=()),
        ),
        subject=title,
        author=year.unit,
        made_on=day,
    )


def _laid_out(columns: Sequence[_Column]) -> Callable[[LedgerRow], tuple[CellValue, ...]]:
    names = [one.name for one in columns]
    return lambda row: tuple(_value(row, one) for one in names)


def _print_sheet(
    name: str, title: str, told: tuple[YearFacts, Sums], day: date, columns: tuple[_Column, ...]
) -> PrintSheet:
    year, sums = told
    names = [one.name for one in columns]
    return PrintSheet(
        name=name,
        title=title,
        left_note=_filled_in_by(year),
        right_note=f"填报时间：{long_day(day)}",
        columns=_columns(columns),
        rows=(),
        remarks=(*_as_of(year), *sums.notes),
        frozen=names.index("problem") + 1,
        large=len(columns) == len(_FULL),
    )


def _figures(year: YearFacts, sums: Sums, day: date) -> StackSheet:
    return StackSheet(
        name="统计",
        title=f"{year.unit}{year.year}年度整改情况统计表",
        left_note=_filled_in_by(year),
        right_note=f"填报时间：{long_day(day)}",
        tables=tuple(
            Stacked(one.title, one.columns, tuple((row.label, *row.cells) for row in one.rows))
            for one in sums.tables
            if one.rows
        ),
        remarks=(*_as_of(year), *sums.notes),
    )


def _columns(columns: tuple[_Column, ...]) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(one.label, one.width, one.centred) for one in columns)


def _value(row: LedgerRow, name: str) -> CellValue:
    if name != "closing":
        value: CellValue = getattr(row, name)
        return value
    closed = f"{long_day(row.closed_on)}销号" if row.closed_on else ""
    return "；".join(part for part in (closed, row.remarks) if part)


def _filled_in_by(year: YearFacts) -> str:
    return f"填报单位（盖章）：{year.unit}"


def _as_of(year: YearFacts) -> tuple[str, ...]:
    return (f"数据截至{long_day(year.as_of)}。",)
