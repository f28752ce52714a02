"""A workbook that is being filled, opened: its sheets, the header in force, the layout, and what would be written."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from tracker.accounts.guard import viewer
from tracker.core.errors import ConflictError
from tracker.documents.rules.failures import FileReadingError
from tracker.ledgers.access.their_form import filling_for
from tracker.ledgers.models import TheirFilling
from tracker.ledgers.queries.their_form import Scope, lines_in
from tracker.ledgers.reader.their_form import look_at
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.submissions_figures import figures_of
from tracker.ledgers.rules.their_form_counting import fill_counting
from tracker.ledgers.rules.their_form_filling import Filling, fill_empty, fill_listed
from tracker.ledgers.rules.their_form_grid import Grid
from tracker.ledgers.rules.their_form_header import TheirHeader, find_header, header_at
from tracker.ledgers.rules.their_form_layout import (
    ColumnOrder,
    Extra,
    TableKind,
    TheirLayout,
)
from tracker.ledgers.rules.their_form_words import proposed_words
from tracker.reports.rules.sources import Source
from tracker.web.database import file_store


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook with its sheets as grids, and its bytes."""

    filling: TheirFilling
    content: bytes
    grids: tuple[Grid, ...]

    def grid(self, name: str) -> Grid:
        """Answer the sheet with a name, else the likeliest one."""
        return next((one for one in self.grids if one.name == name), likeliest(self.grids))

    @property
    def layout(self) -> TheirLayout | None:
        """Answer the layout that was chosen, if one was and its sheet is still there."""
        if not self.filling.layout:
            return None
        layout = TheirLayout.from_json(self.filling.layout)
        # A table that comes each month may come on a sheet of another name.
        return replace(layout, sheet=self.grid(layout.sheet).name)

    @property
    def scope(self) -> Scope:
        """Answer which of our rows are meant."""
        source = Source(self.filling.source) if self.filling.source else None
        return Scope(self.filling.unit_id, self.filling.as_of, self.filling.year, source)


def open_filling(session: Session, filling_id: int) -> Opened:
    """Open a workbook that is being filled.

    Raises:
        NotFoundError, ForbiddenError: as ``filling_for``.
        ConflictError: the file is gone or cannot be read any more.
    """
    filling = filling_for(session, viewer(), filling_id)
    if not file_store().has(filling.file_hash):
        raise ConflictError("上传的表没有保存下来，请重新上传。")
    content = file_store().read(filling.file_hash)
    try:
        return Opened(filling, content, look_at(content, filling.file_name))
    except FileReadingError as fault:
        raise ConflictError(fault.sentence) from fault


def likeliest(grids: tuple[Grid, ...]) -> Grid:
    """Answer the sheet whose header says most, the first one of several."""
    return max(grids, key=lambda grid: len(known_columns(find_header(grid))), default=grids[0])


def header_of(grid: Grid, place: tuple[int, int] | None) -> TheirHeader:
    """Answer the header at a place, else the one that is found, else the first row as it is."""
    if place is not None:
        return header_at(grid, *place)
    return find_header(grid) or header_at(grid, 1, 1)


def known_columns(header: TheirHeader | None) -> list[str]:
    """Answer what the columns of a header were guessed to take."""
    return [one.guess for one in header.columns if one.guess] if header else []


def proposed(grid: Grid, header: TheirHeader) -> TheirLayout:
    """Propose a layout: the guesses, and their words for how things stand."""
    columns = {one.column: ColumnOrder(source=one.guess) for one in header.columns}
    stand = next((one for one in header.columns if one.guess == Extra.STAND), None)
    below = header.first + header.rows
    listed = grid.words_for(below, stand.column) if stand else None
    words = proposed_words(listed or (), stand.name if stand else "")
    return TheirLayout(grid.name, header.first, header.rows, header.kind, columns, words)


def result_of(
    session: Session, opened: Opened, layout: TheirLayout
) -> tuple[Filling, list[LedgerLine], str]:
    """Reckon what would be written, from which rows, and the rule of the table in words."""
    grid = opened.grid(layout.sheet)
    lines = lines_in(session, viewer(), opened.scope)
    by_hand = {int(row): task_id for row, task_id in opened.filling.by_hand.items()}
    rule = figures_of(lines, sustained_counts=layout.sustained_counts).rule
    return filled_by(grid, layout, lines, by_hand), lines, rule


def filled_by(
    grid: Grid, layout: TheirLayout, lines: list[LedgerLine], by_hand: dict[int, int | None]
) -> Filling:
    """Reckon what would be written into a sheet, by the kind of its table."""
    if layout.kind is TableKind.LISTED:
        return fill_listed(grid, layout, lines, by_hand)
    if layout.kind is TableKind.EMPTY:
        return fill_empty(grid, layout, lines)
    return fill_counting(grid, layout, lines)
