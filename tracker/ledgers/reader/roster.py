"""A workbook of units and people: its two sheets found by their headings, each row as typed."""

from collections.abc import Mapping

from tracker.core.errors import InvalidError
from tracker.core.text import clean_line
from tracker.documents.reader.grid import read_grids
from tracker.documents.rules.grid import Line, SheetGrid
from tracker.ledgers.rules.roster import (
    MOST_ROWS,
    PERSON_HEADS,
    UNIT_HEADS,
    PersonLine,
    Roster,
    UnitLine,
)

_HEAD_AMONG = 5  # a title and a note may stand above the headings


def read_roster(content: bytes, file_name: str) -> Roster:
    """Read a workbook of units and people.

    Raises:
        FileReadingError: it is no workbook, or cannot be read.
        InvalidError: neither sheet was found, nothing is written below the headings, or too much.
    """
    units: list[UnitLine] = []
    people: list[PersonLine] = []
    found = False
    for sheet in read_grids(content, file_name):
        columns, start = _headings(sheet, PERSON_HEADS, {"name", "login"})
        if columns:
            found = True
            people += [
                PersonLine(one.number, **_cells(one, columns)) for one in sheet.lines[start:]
            ]
            continue
        columns, start = _headings(sheet, UNIT_HEADS, {"name", "code"})
        if columns:
            found = True
            units += [UnitLine(one.number, **_cells(one, columns)) for one in sheet.lines[start:]]
    _check(found=found, rows=len(units) + len(people))
    return Roster(tuple(units), tuple(people))


def _check(*, found: bool, rows: int) -> None:
    if not found:
        words = "没有认出表头。请下载模板，把内容填进去再上传。"
        raise InvalidError(words, "file")
    if not rows:
        raise InvalidError("表头下面没有内容。", "file")
    if rows > MOST_ROWS:
        raise InvalidError(
            f"一次最多导入 {MOST_ROWS} 行，这个文件有 {rows} 行，请分几次导入。", "file"
        )


def _headings(
    sheet: SheetGrid, heads: Mapping[str, str], needed: set[str]
) -> tuple[dict[int, str], int]:
    """Answer which column is which field, and the index of the first line below; no columns when not found."""
    for index, line in enumerate(sheet.lines[:_HEAD_AMONG]):
        words = {one.column: "".join(one.text.split()) for one in line.spots}
        columns = {place: heads[word] for place, word in words.items() if word in heads}
        if needed <= set(columns.values()):
            return columns, index + 1
    return {}, 0


def _cells(line: Line, columns: Mapping[int, str]) -> dict[str, str]:
    return {field: clean_line(line.at(column)) for column, field in columns.items()}
