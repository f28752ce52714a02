"""The tables of a document as rows of cells: Word tables, sheets, and lines parted by tabs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tracker.documents.rules.plain import Block, BlockKind, Cell, PlainDocument


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: ``text[start:end]`` with its cells."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    def filled(self, text: str) -> list[Cell]:
        """Answer the cells in which something is written."""
        return [cell for cell in self.cells if text[cell.start : cell.end].strip()]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows and, for a worksheet, its name."""

    rows: tuple[GridRow, ...]
    name: str | None = None


def grids_of(document: PlainDocument) -> list[Grid]:
    """Return the tables in their order; their ordinals in this list are how others name them."""
    return list(_grids(document))


def _grids(document: PlainDocument) -> Iterator[Grid]:
    text = document.text
    for table, blocks in groupby(document.blocks, key=lambda block: _table_of(block, text)):
        rows = tuple(_row(block, text) for block in blocks if _is_row(block, text))
        if rows and table is not None:
            named = 0 <= table < len(document.sheet_names)
            yield Grid(rows, document.sheet_names[table] if named else None)


def _table_of(block: Block, text: str) -> int | None:
    if block.kind is BlockKind.ROW:
        return block.table if block.table is not None else 0
    return -1 if _is_row(block, text) else None


def _is_row(block: Block, text: str) -> bool:
    return block.kind is BlockKind.ROW or "\t" in text[block.start : block.end].strip()


def _row(block: Block, text: str) -> GridRow:
    if block.cells:
        return GridRow(block.start, block.end, block.cells)
    cells, at = [], block.start
    for column, part in enumerate(text[block.start : block.end].split("\t")):
        cells.append(Cell(at, at + len(part), column))
        at += len(part) + 1
    return GridRow(block.start, block.end, tuple(cells))
