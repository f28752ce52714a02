"""The ledger as a workbook: 简表 for A4, 全表 for A3, and a data sheet that comes back without loss."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.documents.render.excel import stream_excel
from tracker.documents.rules.sheet import (
    CellValue,
    DataSheet,
    PrintSheet,
    SheetColumn,
    Workbook,
    shown,
)
from tracker.ledgers.rules.columns import COLUMNS, DATA, SHORT, Column, Key
from tracker.ledgers.rules.keys import DATA_SHEET, HEADING, key_of
from tracker.ledgers.rules.lines import LedgerLine

_KEY_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands around the rows of an exported ledger.

    ``remarks`` are the lines at its foot; ``columns`` those of the large sheet.
    """

    title: str
    unit: str
    filled_in_on: date
    remarks: tuple[str, ...] = ()
    columns: Sequence[Column] = COLUMNS


def ledger_as_excel(lines: Iterable[LedgerLine], cover: Cover) -> bytes:
    """Answer the bytes of the workbook; the rows are read once, one after the other."""
    small = tuple(one for one in SHORT if one in cover.columns) or SHORT
    workbook = Workbook(
        sheets=(
            _print_sheet("台账（简表A4）", cover, small),
            _print_sheet("台账（全表A3）", cover, tuple(cover.columns), large=True),
            DataSheet(DATA_SHEET, (*_sheet_columns(DATA), _key_column()), ()),
        ),
        subject=cover.title,
        author=cover.unit,
        made_on=cover.filled_in_on,
    )
    return stream_excel(
        workbook,
        lines,
        (
            lambda line: _printed(line, small),
            lambda line: _printed(line, cover.columns),
            lambda line: (*(one.data(line) for one in DATA), key_of(line)),
        ),
    )


def _print_sheet(
    name: str, cover: Cover, columns: Sequence[Column], *, large: bool = False
) -> PrintSheet:
    keys = [one.key for one in columns]
    return PrintSheet(
        name=name,
        title=cover.title,
        left_note=f"填报单位（盖章）：{cover.unit}",
        right_note=f"填报时间：{shown(cover.filled_in_on)}",
        columns=_sheet_columns(columns),
        rows=(),
        remarks=cover.remarks,
        frozen=keys.index(Key.PROBLEM) + 1 if Key.PROBLEM in keys else 1,
        large=large,
    )


def _printed(line: LedgerLine, columns: Sequence[Column]) -> tuple[CellValue, ...]:
    return tuple(line.position if one.key is Key.POSITION else one.printed(line) for one in columns)


def _sheet_columns(columns: Sequence[Column]) -> tuple[SheetColumn, ...]:
    return tuple(one.as_sheet_column() for one in columns)


def _key_column() -> SheetColumn:
    return SheetColumn(HEADING, _KEY_WIDTH, hidden=True)
