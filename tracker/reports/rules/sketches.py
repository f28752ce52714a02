"""The tables of a document as a person is asked about them: header, first rows, a guess for each column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.documents.rules.folding import fold
from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.columns import (
    MOST_LEVELS,
    Columns,
    Header,
    Layout,
    header_at,
    header_of,
    likeliest_header,
)
from tracker.reports.rules.grids import Grid, GridRow, grids_of
from tracker.reports.rules.labels import Field

MOST_TABLES = 12
MOST_COLUMNS = 40
MOST_HEADER_PLACES = 12
_SAMPLES = 5
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class ColumnSketch:
    """A column: its name as printed and as it is remembered, what it probably holds, its first five rows."""

    column: int
    printed: str
    name: str
    guess: Field | None
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A table by its ordinal; ``openings`` are the texts of the rows in which its header may begin."""

    table: int
    sheet: str | None
    size: int
    first: int
    rows: int
    openings: tuple[str, ...]
    columns: tuple[ColumnSketch, ...]
    read: bool

    @property
    def unknown(self) -> tuple[str, ...]:
        """Answer the names of the columns that were not recognised."""
        return tuple(one.printed for one in self.columns if one.guess is None and one.printed)


def sketches(
    document: PlainDocument,
    columns: Columns | None = None,
    headers: Mapping[int, tuple[int, int]] | None = None,
) -> list[Sketch]:
    """Return the tables of two columns and two rows or more, at most twelve.

    ``headers`` are first row and height of headers, by the ordinal of their table, that a person asks for.
    """
    told, asked = columns or Columns(), headers or {}
    folded = fold(document.text)
    found = []
    for ordinal, grid in enumerate(grids_of(document)):
        used = _used_columns(grid, folded)
        if len(used) >= _FEWEST and len(grid.rows) >= _FEWEST:
            header, read = _header(grid, folded, ordinal, told, asked.get(ordinal))
            found.append(_sketch(document.text, ordinal, grid, header, used, read=read))
        if len(found) == MOST_TABLES:
            break
    return found


def _used_columns(grid: Grid, folded: str) -> list[int]:
    used = {cell.column for row in grid.rows for cell in row.filled(folded)}
    return sorted(used)[:MOST_COLUMNS]


def _header(
    grid: Grid, folded: str, ordinal: int, columns: Columns, asked: tuple[int, int] | None
) -> tuple[Header, bool]:
    """Answer the header to show, and whether problems are read from the table by it."""
    if asked is not None:
        first = max(0, min(asked[0], len(grid.rows) - 1))
        height = max(1, min(asked[1], MOST_LEVELS, len(grid.rows) - first))
        return header_at(grid.rows, folded, first, height, columns.known), False
    found = header_of(grid.rows, folded, ordinal, columns)
    if found is not None:
        return found, True
    layout = columns.layouts.get(ordinal)
    if layout is not None:
        told = header_at(grid.rows, folded, layout.first, layout.rows, columns.known)
        return Header(told.first, told.rows, told.names, layout.fields), False
    place = likeliest_header(grid.rows, folded, columns.known)
    return header_at(grid.rows, folded, *place, columns.known), False


def _sketch(
    text: str, ordinal: int, grid: Grid, header: Header, used: Sequence[int], *, read: bool
) -> Sketch:
    titles = grid.rows[header.first : header.end]
    below = grid.rows[header.end : header.end + _SAMPLES]
    return Sketch(
        table=ordinal,
        sheet=grid.name,
        size=len(grid.rows) - header.end,
        first=header.first,
        rows=header.rows,
        openings=tuple(_opening(text, row) for row in grid.rows[:MOST_HEADER_PLACES]),
        columns=tuple(
            ColumnSketch(
                column=column,
                printed=_printed(text, titles, column),
                name=header.names.get(column, ""),
                guess=header.fields.get(column),
                samples=tuple(_text(text, row, column) for row in below),
            )
            for column in used
        ),
        read=read,
    )


def _opening(text: str, row: GridRow) -> str:
    return "、".join("".join(text[cell.start : cell.end].split()) for cell in row.filled(text))


def _printed(text: str, titles: Sequence[GridRow], column: int) -> str:
    levels: list[str] = []
    for row in titles:
        for cell in row.filled(text):
            words = "".join(text[cell.start : cell.end].split())
            if column in range(cell.column, cell.column + cell.width) and words not in levels[-1:]:
                levels.append(words)
    return " / ".join(levels)


def _text(text: str, row: GridRow, column: int) -> str:
    cells = (cell for cell in row.cells if cell.column == column)
    return next((text[cell.start : cell.end].strip() for cell in cells), "")


def remembered(sketch: Sketch, layout: Layout) -> dict[str, Field]:
    """Return what a layout teaches for other tables: names with one meaning, unnamed columns left out."""
    taught: dict[str, set[Field]] = {}
    for one in sketch.columns:
        if one.name and one.column in layout.fields:
            taught.setdefault(one.name, set()).add(layout.fields[one.column])
    return {name: fields.pop() for name, fields in taught.items() if len(fields) == 1}
