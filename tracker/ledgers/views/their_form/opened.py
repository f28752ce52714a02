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
from tracker.ledgers.rules.submissions.figures import figures_of
from tracker.ledgers.rules.their_form.filling import Filling
from tracker.ledgers.rules.their_form.grid import Grid
from tracker.ledgers.rules.their_form.layout import TheirLayout
from tracker.ledgers.rules.their_form.proposal import filled_by, likeliest
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


def result_of(
    session: Session, opened: Opened, layout: TheirLayout
) -> tuple[Filling, list[LedgerLine], str]:
    """Reckon what would be written, from which rows, and the rule of the table in words."""
    grid = opened.grid(layout.sheet)
    lines = lines_in(session, viewer(), opened.scope)
    by_hand = {int(row): task_id for row, task_id in opened.filling.by_hand.items()}
    rule = figures_of(lines, sustained_counts=layout.sustained_counts).rule
    return filled_by(grid, layout, lines, by_hand), lines, rule
