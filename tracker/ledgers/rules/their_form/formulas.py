"""The references inside a formula: which cells it reads, and how it reads once rows have been put in.

A formula is looked at as text: quoted words and the names of functions are left alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tracker.ledgers.rules.their_form.grid import Area, area_of, column_number, letters

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"]|"")*")"""
    r"""|(?P<sheet>'(?:[^']|'')*'!|[^\W\d][\w.]*!)?"""
    r"""(?:(?P<cells>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\w(.!])"""
    r"""|(?P<rows>\$?\d{1,7}:\$?\d{1,7})(?![\w(.])"""
    r"""|(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w(.!]))"""
    r"""|(?P<word>[^\W\d][\w.]*)"""
)
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class Insertion:
    """``count`` copies of a row put in right below it."""

    row: int
    count: int

    def start(self, row: int) -> int:
        """Answer where a row, or the first row of a range, stands afterwards."""
        return row + self.count if row > self.row else row

    def end(self, row: int) -> int:
        """Answer where the last row of a range stands: a range that ends at the copied row takes the copies in."""
        return row + self.count if row >= self.row else row

    def area(self, area: Area) -> Area:
        """Answer where a rectangle stands afterwards."""
        single = area.top == area.bottom
        bottom = self.start(area.bottom) if single else self.end(area.bottom)
        return Area(self.start(area.top), area.left, bottom, area.right)


def reads(formula: str, own_sheet: str) -> Iterator[Area]:
    """Yield the areas of its own sheet that a formula reads; whole rows and columns as wide areas."""
    for found in _TOKEN.finditer(formula):
        if found["sheet"] and sheet_named(found["sheet"]) != own_sheet:
            continue
        if found["cells"] and (area := area_of(found["cells"])) is not None:
            yield area
        elif found["rows"]:
            first, last = (int(one) for one in found["rows"].replace("$", "").split(":"))
            yield Area(first, 1, last, _LAST_COLUMN)
        elif found["columns"]:
            first, last = (
                column_number(one) for one in found["columns"].replace("$", "").split(":")
            )
            yield Area(1, first, _LAST_ROW, last)


def names_sheet(formula: str, sheet: str) -> bool:
    """Answer whether a formula reads a sheet by its name."""
    found = (one["sheet"] for one in _TOKEN.finditer(formula))
    return any(word is not None and sheet_named(word) == sheet for word in found)


def sheet_named(prefix: str) -> str:
    """Answer the name of the sheet in a prefix such as ``'汇 总'!``."""
    name = prefix.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def moved(formula: str, insertion: Insertion, own_sheet: str, *, on_it: bool = True) -> str:
    """Answer a formula after rows were put in; ``on_it``: it stands on that very sheet."""

    def change(start: str, rows: Callable[[int], int]) -> str:
        return _CELL.sub(lambda one: f"{one[1]}{one[2]}{one[3]}{rows(int(one[4]))}", start)

    def range_moved(cells: str) -> str:
        first, colon, last = cells.partition(":")
        # A range along one row (C14:E14) belongs to that row; it must not grow into the copies.
        end = insertion.start if _along_a_row(cells) else insertion.end
        return change(first, insertion.start) + (colon + change(last, end) if colon else "")

    def rows_moved(rows: str) -> str:
        first, _, last = rows.partition(":")
        return f"{_row(first, insertion.start)}:{_row(last, insertion.end)}"

    return _rewritten(formula, own_sheet, range_moved, rows_moved, on_it=on_it)


def copied(formula: str, down: int, right: int = 0) -> str:
    """Answer a formula as it reads when copied some rows down and columns to the right."""

    def shift(cells: str) -> str:
        return _CELL.sub(lambda one: _shifted(one, down, right), cells)

    def rows_shifted(rows: str) -> str:
        return ":".join(
            one if one.startswith("$") else str(int(one) + down) for one in rows.split(":")
        )

    return _TOKEN.sub(lambda found: _replaced(found, shift, rows_shifted), formula)


def _rewritten(
    formula: str,
    own_sheet: str,
    cells: Callable[[str], str],
    rows: Callable[[str], str],
    *,
    on_it: bool,
) -> str:
    def change(found: re.Match[str]) -> str:
        prefix = found["sheet"]
        concerns = sheet_named(prefix) == own_sheet if prefix else on_it
        return _replaced(found, cells, rows) if concerns else found[0]

    return _TOKEN.sub(change, formula)


def _replaced(found: re.Match[str], cells: Callable[[str], str], rows: Callable[[str], str]) -> str:
    prefix = found["sheet"] or ""
    if found["cells"]:
        return prefix + cells(found["cells"])
    if found["rows"]:
        return prefix + rows(found["rows"])
    return found[0]


def _along_a_row(cells: str) -> bool:
    area = area_of(cells)
    return area is not None and area.top == area.bottom and area.left != area.right


def _row(text: str, change: Callable[[int], int]) -> str:
    fixed = "$" if text.startswith("$") else ""
    return f"{fixed}{change(int(text.lstrip('$')))}"


def _shifted(one: re.Match[str], down: int, right: int) -> str:
    column = one[2] if one[1] else letters(column_number(one[2]) + right)
    row = one[4] if one[3] else str(int(one[4]) + down)
    return f"{one[1]}{column}{one[3]}{row}"
