"""整改台账 as tables: columns recognised by their headings or told by a person, one problem per cell."""

from dataclasses import dataclass

from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.claims import Reading
from tracker.reports.rules.columns import Columns, header_of
from tracker.reports.rules.grids import Grid, grids_of
from tracker.reports.rules.ledger import Ledger


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """A table that lists problems: ``text[start:end]`` and what was read from it."""

    start: int
    end: int
    reading: Reading


def read_tables(
    document: PlainDocument, folded: str, columns: Columns | None = None
) -> list[LedgerTable]:
    """Return the ledgers among the tables (and tab-separated lines) of the document.

    ``columns`` is what people have said about columns; without it the headings alone decide.
    """
    told = columns or Columns()
    found = (
        _ledger(grid, folded, ordinal, told) for ordinal, grid in enumerate(grids_of(document))
    )
    return [table for table in found if table is not None]


def _ledger(grid: Grid, folded: str, ordinal: int, columns: Columns) -> LedgerTable | None:
    header = header_of(grid.rows, folded, ordinal, columns)
    if header is None:
        return None
    reading = Ledger(folded, header).read(grid.rows)
    return LedgerTable(reading.start, reading.end, reading) if reading.items else None
