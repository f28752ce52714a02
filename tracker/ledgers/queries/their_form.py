"""What 套表 reads: our rows as of a day, what was taught about a table, what is being filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.ledgers.models import TheirFilling, TheirForm
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.rules.lines import LedgerLine
from tracker.reports.rules.sources import Source
from tracker.tasks.models import Problem, Task
from tracker.tasks.queries import LedgerFilter
from tracker.tasks.queries.ledger import narrowed

_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows of a ledger are meant: of a unit, as they stood on a day, of a year, of a source."""

    unit_id: int
    as_of: date
    year: int | None = None
    source: Source | None = None

    @property
    def words(self) -> str:
        """Say the narrowing in words; empty for the whole ledger."""
        year = f"{self.year}年度" if self.year else ""
        return year + (self.source.label if self.source else "")


def lines_in(session: Session, viewer: Viewer, scope: Scope) -> list[LedgerLine]:
    """Answer the rows of a scope, without what was registered after its day."""
    wanted = LedgerFilter(unit_id=scope.unit_id, year=scope.year, source=scope.source)
    rows = narrowed(viewer, wanted, today=scope.as_of)
    known = rows.where(Problem.registered_on <= scope.as_of).with_only_columns(Task.id)
    return list(ledger_lines(session, session.scalars(known).all(), scope.as_of))


def taught_form(session: Session, unit_id: int, name: str, fingerprint: str) -> TheirForm | None:
    """Answer what was said about a table of this name and header the last time."""
    return session.scalars(
        select(TheirForm).where(
            TheirForm.unit_id == unit_id,
            TheirForm.name == name,
            TheirForm.fingerprint == fingerprint,
        )
    ).one_or_none()


def recent_fillings(session: Session, unit_ids: Sequence[int]) -> Sequence[TheirFilling]:
    """Answer the workbooks that were filled last for some ledgers."""
    return session.scalars(
        select(TheirFilling)
        .where(TheirFilling.unit_id.in_(unit_ids))
        .order_by(TheirFilling.made_at.desc(), TheirFilling.id.desc())
        .limit(_SHOWN)
    ).all()
