"""Cells written into the XML of a sheet in place: the format of each stays, nothing beside it is touched."""

import re
from bisect import bisect_left, insort
from typing import Any

from lxml import etree

from tracker.ledgers.reader.their_form.sheet import columns_of, rows_of
from tracker.ledgers.reader.their_form.styles import MAIN
from tracker.ledgers.rules.their_form.grid import place
from tracker.ledgers.rules.their_form.plan import Put, PutKind

_PRESERVED = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
_CELL, _INLINE, _TEXT = f"{MAIN}c", f"{MAIN}is", f"{MAIN}t"
# Excel reads _x0041_ inside a text as one sign; such words of people keep their look this way.
_LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Writer:
    """Writes cells into one sheet; rows and cells that are missing are made where they belong."""

    def __init__(self, root: Any) -> None:
        self._data = root.find(f"{MAIN}sheetData")
        self._rows = {one.number: one.element for one in rows_of(root)}
        self._numbers = sorted(self._rows)
        self._cells: dict[int, dict[int, Any]] = {}
        self._styles = _column_styles(root)

    def write(self, put: Put) -> None:
        """Write one cell; an empty text leaves it empty."""
        cell = self._cell(put.row, put.column)
        if len(cell):
            del cell[:]
        if cell.get("t") is not None:
            del cell.attrib["t"]
        if put.kind is PutKind.NUMBER:
            etree.SubElement(cell, f"{MAIN}v").text = put.value
        elif put.value:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, _INLINE), _TEXT, _PRESERVED)
            text.text = _LIKE_A_CODE.sub("_x005F_", put.value)

    def heighten(self, number: int, points: float) -> None:
        """Set a row higher; one that had no height of its own keeps this one."""
        row = self._row(number)
        if row.get("ht") is None:
            row.set("customHeight", "1")
        row.set("ht", f"{points:g}")

    def _cell(self, row: int, column: int) -> Any:
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = dict(columns_of(self._row(row)))
        if column not in cells:
            cells[column] = self._new_cell(row, column, cells)
        return cells[column]

    def _new_cell(self, row: int, column: int, cells: dict[int, Any]) -> Any:
        element = self._rows[row]
        cell = etree.Element(_CELL, {"r": place(row, column)})
        style = element.get("s") if element.get("customFormat") in {"1", "true"} else None
        style = style or (self._style_of_column(column) if self._styles else None)
        if style:
            cell.set("s", style)
        if not cells:
            element.insert(0, cell)
        elif column > (last := max(cells)):
            cells[last].addnext(cell)
        else:
            cells[min(one for one in cells if one > column)].addprevious(cell)
        return cell

    def _style_of_column(self, column: int) -> str | None:
        return next((style for first, last, style in self._styles if first <= column <= last), None)

    def _row(self, number: int) -> Any:
        if number in self._rows:
            return self._rows[number]
        row = etree.Element(f"{MAIN}row", {"r": str(number)})
        at = bisect_left(self._numbers, number)
        if at < len(self._numbers):
            self._rows[self._numbers[at]].addprevious(row)
        else:
            self._data.append(row)
        insort(self._numbers, number)
        self._rows[number] = row
        return row


def number_everything(root: Any) -> None:
    """Write out the numbers of rows and the names of cells, which a workbook may leave to be counted."""
    for row in rows_of(root):
        row.element.set("r", str(row.number))
        for column, cell in columns_of(row.element):
            cell.set("r", place(row.number, column))


def _column_styles(root: Any) -> list[tuple[int, int, str]]:
    return [
        (int(one.get("min", "1")), int(one.get("max", "1")), one.get("style"))
        for one in root.iterfind(f"{MAIN}cols/{MAIN}col")
        if one.get("style")
    ]
