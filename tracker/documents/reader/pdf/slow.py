"""What only the slower engine sees: ruled tables, and signs of fonts that the fast one cannot draw."""

import io
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber

from tracker.documents.reader.pdf.glyphs import Glyph
from tracker.documents.reader.pdf.lines import printed_lines
from tracker.documents.rules.pieces import Box
from tracker.documents.rules.wrap_width import Line, columns_of
from tracker.documents.rules.wrapping import unwrap

_SMALLEST = 2
_SAME_EDGE = 2.0
_CELL_PLAY = 1.8


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in points, y upwards."""

    x0: float
    bottom: float
    x1: float
    top: float

    def holds(self, glyph: Glyph) -> bool:
        """Tell whether the middle of a sign lies inside."""
        middle = (glyph.x0 + glyph.x1) / 2
        height = glyph.y + glyph.size * 0.3
        return self.x0 <= middle <= self.x1 and self.bottom <= height <= self.top


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: its area and its cells, each cell once however many rows or columns it covers."""

    area: Area
    cells: tuple[Area, ...]

    def columns(self) -> list[float]:
        """The left edges of the grid columns."""
        return _edges(cell.x0 for cell in self.cells)


class SlowEngine:
    """The slower engine, opened for a file when the first page needs it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._pdf: Any = None

    def _page(self, index: int) -> Any:
        if self._pdf is None:
            self._pdf = pdfplumber.open(io.BytesIO(self._content))
        return self._pdf.pages[index]

    def glyphs_on(self, index: int) -> list[Glyph]:
        """Return the upright signs of a page."""
        page = self._page(index)
        found = [
            Glyph(sign["text"], sign["x0"], sign["x1"], sign["matrix"][5], sign["size"])
            for sign in page.chars
            if sign["upright"]
        ]
        page.close()
        return found

    def tables_on(self, index: int) -> list[Ruled]:
        """Return the ruled tables of a page with at least two rows and two columns."""
        page = self._page(index)
        if page.rotation:
            return []
        top = float(page.mediabox[3])
        found = []
        for table in page.find_tables():
            cells = tuple(
                Area(x0, top - lower, x1, top - upper) for x0, upper, x1, lower in table.cells
            )
            x0, upper, x1, lower = table.bbox
            ruled = Ruled(Area(x0, top - lower, x1, top - upper), cells)
            if len(cells) >= 2 * _SMALLEST and len(ruled.columns()) >= _SMALLEST:
                found.append(ruled)
        page.close()
        return found


def rows_of(table: Ruled, glyphs: Sequence[Glyph]) -> list[tuple[Box, ...]]:
    """Return the rows of a table from the top down; a merged cell stands in its first row only."""
    columns = table.columns()
    tops = _edges(-cell.top for cell in table.cells)
    rows: dict[int, list[Box]] = {index: [] for index in range(len(tops))}
    for cell in sorted(table.cells, key=lambda cell: cell.x0):
        row, last_row = _place(tops, -cell.top), _place(tops, -cell.bottom)
        column, last_column = _place(columns, cell.x0), _place(columns, cell.x1)
        text = _cell_text(cell, [glyph for glyph in glyphs if cell.holds(glyph)])
        rows[row].append(Box(text, column, max(last_column - column, 1), max(last_row - row, 1)))
    return [tuple(boxes) for _, boxes in sorted(rows.items()) if boxes]


def _cell_text(cell: Area, glyphs: Sequence[Glyph]) -> str:
    """Join the lines of a cell that were broken for want of room."""
    lines = [
        Line(
            line.text,
            len(line.text),
            columns_of(line.text),
            full=cell.x1 - line.x1 < _CELL_PLAY * line.size,
        )
        for line in printed_lines(glyphs)
    ]
    return "\n".join(unwrap(lines, None))


def _edges(places: Iterable[float]) -> list[float]:
    """Return places in order, those that are nearly the same once."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SAME_EDGE:
            edges.append(place)
    return edges


def _place(edges: Sequence[float], value: float) -> int:
    """Return the index of the grid line at a place, or of the first one behind it."""
    return min(bisect_left(edges, value - _SAME_EDGE), len(edges))
