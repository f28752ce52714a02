"""Workbooks as places and texts: read in a process apart, dates as ISO text, merged cells with their size."""

import gc
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import repeat
from pathlib import Path, PurePath
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from tracker.core.bulk import in_bulk
from tracker.documents.reader.gate import admit
from tracker.documents.reader.inside import answer
from tracker.documents.reader.isolation import SECONDS
from tracker.documents.reader.process import answer_of
from tracker.documents.reader.sheet import filled_rows, opened_sheets, visible_sheets
from tracker.documents.reader.unseen import Unseen, unseen_in
from tracker.documents.reader.wire import failure_in
from tracker.documents.rules.failures import (
    Fault,
    Refusal,
    RefusedFileError,
    UnreadableFileError,
)
from tracker.documents.rules.grid import Line, SheetGrid, Spot
from tracker.documents.rules.pieces import filled_lines

MOST_SHEETS = 60
_HEAD = 20  # rows in which a heading stands
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from tracker.documents.reader.grid import main; main(sys.argv[3], {heading!r})"
)


def read_grids(content: bytes, file_name: str, *, heading: str = "") -> tuple[SheetGrid, ...]:
    """Read the visible sheets of a workbook of any origin.

    Args:
        content: the bytes of the file.
        file_name: its name; only the ending counts.
        heading: where a sheet has this text in its first 20 rows, only such sheets are read, the others come empty.

    Raises:
        RefusedFileError: too large, too slow to read, or hostile.
        UnreadableFileError: no workbook, damaged, locked or empty.
    """
    way, ending = admit(content, file_name), PurePath(file_name).suffix.lower().removeprefix(".")
    if way != "sheet":
        raise UnreadableFileError(Fault.NO_WORKBOOK, ending)
    answer = answer_of(_START.format(heading=heading), content, way, SECONDS)
    try:
        with in_bulk():
            found = json.loads(answer)
            failure = failure_in(found, ending) if isinstance(found, dict) else None
            sheets = () if failure else tuple(_sheet(one) for one in found)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableFileError(Fault.CRASHED, ending) from error
    if failure is not None:
        raise failure
    return sheets


def main(path: str, heading: str) -> None:
    """Read the workbook at ``path`` and write it to standard output; the inside of the process apart."""
    gc.disable()  # this process ends with its file, and what it builds has no rings

    def read(_isolated: bool) -> bytes:  # noqa: FBT001  as the frame calls it
        found = _read(Path(path).read_bytes(), heading)
        return json.dumps(found, ensure_ascii=False).encode()

    answer(read)


def _read(content: bytes, heading: str) -> list[Any]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        names = visible_sheets(workbook)
        if len(names) > MOST_SHEETS:
            raise RefusedFileError(Refusal.TOO_MANY_SHEETS)
        sheets = list(zip(names, opened_sheets(workbook, names), strict=True))
        headed = {name for name, sheet in sheets if heading and _has(sheet, heading)}
        unseen = unseen_in(content)
        return [
            _told(name, _lines(sheet) if not headed or name in headed else [], unseen.get(name))
            for name, sheet in sheets
        ]
    except PasswordError as error:
        raise UnreadableFileError(Fault.PASSWORD) from error
    except CalamineError as error:
        raise UnreadableFileError(Fault.DAMAGED) from error


def _told(name: str, lines: list[Any], unseen: Unseen | None) -> list[Any]:
    """Answer a sheet as it is told to the parent: of what is out of sight only what is filled."""
    if unseen is None:
        return [name, lines]
    filled = {column for _, columns, *_ in lines for column in columns}
    rows = [number for number, *_ in lines if number in unseen.rows]
    return [name, lines, rows, sorted(filled & unseen.columns), unseen.filtered]


def _has(sheet: CalamineSheet, heading: str) -> bool:
    return any(heading in line for line in sheet.to_python(nrows=_HEAD))


def _lines(sheet: CalamineSheet) -> list[Any]:
    lines, tidied = [], {"": ""}  # names and units stand in many rows
    for row, boxes in filled_rows(sheet):
        spots = []
        for box in boxes:
            text = tidied.get(box.text)
            if text is None:
                text = tidied[box.text] = "\n".join(filled_lines(box.text))
            if text:
                spots.append((box.column, text, box.width, box.height))
        if spots:
            lines.append(_packed(row + 1, spots))
    return lines


def _packed(number: int, spots: Sequence[tuple[int, str, int, int]]) -> list[Any]:
    """Answer a line as lists of columns and texts, and of widths and heights where cells are merged."""
    columns, texts, widths, heights = map(list, zip(*spots, strict=True))
    if max(widths) == max(heights) == 1:
        return [number, columns, texts]
    return [number, columns, texts, widths, heights]


def _sheet(packed: Any) -> SheetGrid:
    name, lines, *unseen = packed
    grid = SheetGrid(str(name), tuple(_line(*one) for one in lines))
    if not unseen:
        return grid
    rows, columns, filtered = unseen
    return replace(
        grid,
        hidden_rows=frozenset(map(int, rows)),
        hidden_columns=frozenset(map(int, columns)),
        filtered=bool(filtered),
    )


def _line(
    number: int,
    columns: Sequence[int],
    texts: Sequence[str],
    widths: Iterable[int] = repeat(1),
    heights: Iterable[int] = repeat(1),
) -> Line:
    return Line(int(number), tuple(map(Spot, columns, texts, widths, heights)))
