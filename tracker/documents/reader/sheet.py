"""Worksheets (.xlsx, .xls, .et) as rows of cells; dates as ISO text, merged cells once."""

import datetime as dt
import io
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError
from tracker.documents.rules.pieces import Box, Row, assemble, is_blank, one_line
from tracker.documents.rules.plain import PlainDocument

MOST_CELLS = 500_000
# Of all sheets together; a part of the package that stands for many sheets is laid out for each of them.
MOST_CELLS_TOGETHER = 1_000_000
_MIDNIGHT = dt.time()

_Value = float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


@dataclass(frozen=True, slots=True)
class _Merge:
    """A merged range by its corner; rows and columns count from 0."""

    width: int
    height: int


def read(content: bytes) -> PlainDocument:
    """Read a workbook that passed the gate: the visible sheets in order, each a table of its own.

    Raises:
        RefusedFileError: more cells than any ledger has.
        UnreadableFileError: locked by a password, or no workbook.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = visible_sheets(workbook)
        sheets = opened_sheets(workbook, names)
        rows = (row for table, sheet in enumerate(sheets) for row in _rows(sheet, table))
        return replace(assemble(rows), sheet_names=tuple(one_line(name) for name in names))
    except PasswordError as error:
        raise UnreadableFileError(Fault.PASSWORD) from error
    except CalamineError as error:
        raise UnreadableFileError(Fault.DAMAGED) from error


def visible_sheets(workbook: CalamineWorkbook) -> list[str]:
    """Answer the names of the worksheets that people see, in order."""
    return [
        entry.name
        for entry in workbook.sheets_metadata
        if entry.visible == SheetVisibleEnum.Visible and entry.typ == SheetTypeEnum.WorkSheet
    ]


def opened_sheets(workbook: CalamineWorkbook, names: Sequence[str]) -> list[CalamineSheet]:
    """Open sheets one after the other, as long as they hold together no more than several ledgers do.

    Raises:
        RefusedFileError: more cells than that.
    """
    sheets, cells = [], 0
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        cells += sheet.width * sheet.height
        if cells > MOST_CELLS_TOGETHER:
            raise RefusedFileError(Refusal.TOO_MANY_ELEMENTS)
        sheets.append(sheet)
    return sheets


def _rows(sheet: CalamineSheet, table: int) -> Iterator[Row]:
    return (Row(tuple(boxes), table) for _, boxes in filled_rows(sheet))


def filled_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Box]]]:
    """Yield the rows in which something is written: the number from 0, and the cells with what they cover.

    Raises:
        RefusedFileError: more cells than any ledger has.
    """
    if sheet.start is None:
        return
    top, left = sheet.start
    if sheet.width * sheet.height > MOST_CELLS:
        raise RefusedFileError(Refusal.TOO_WIDE)
    merges, covered = _merges(sheet)
    lines = [
        [one if isinstance(one, str) else _written(one) for one in line]
        for line in sheet.to_python()
    ]
    filled = [
        row for row, line in enumerate(lines, start=top) if not all(is_blank(text) for text in line)
    ]
    for at, row in enumerate(filled):
        boxes = list(map(Box, lines[row - top], count(left)))
        if merges:
            boxes = [
                _merged(box, merges.get((row, box.column)), filled, at)
                for box in boxes
                if (row, box.column) not in covered or not is_blank(box.text)
            ]
        yield row, boxes


def _merged(box: Box, merge: _Merge | None, filled: Sequence[int], at: int) -> Box:
    """Answer a cell with what it covers; of the rows below only those count in which something is written."""
    if merge is None:
        return box
    below = bisect_left(filled, filled[at] + merge.height)
    return Box(box.text, box.column, merge.width, below - at)


def _merges(sheet: CalamineSheet) -> tuple[dict[tuple[int, int], _Merge], set[tuple[int, int]]]:
    """Answer the merged ranges by their corner, and the places that they cover inside the used area."""
    merges: dict[tuple[int, int], _Merge] = {}
    covered: set[tuple[int, int]] = set()
    last_row, last_column = sheet.end or (0, 0)
    for (top, left), (lower, outer) in sheet.merged_cell_ranges or ():
        bottom, right = min(lower, last_row), min(outer, last_column)
        merges[top, left] = _Merge(max(right - left + 1, 1), max(bottom - top + 1, 1))
        if len(covered) + (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
            raise RefusedFileError(Refusal.TOO_WIDE)
        covered.update(
            (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        )
        covered.discard((top, left))
    return merges, covered


def _written(value: _Value) -> str:
    """Write a cell as a person would read it out: 3 for 3.0, dates as 2023-06-30."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004  exact
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)
