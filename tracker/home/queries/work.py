"""What the first page counts: lights of the open work, and whether there is any."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by
from tracker.tasks.queries.seeing import BY_STATE, gathered
from tracker.tasks.rules.lifecycle import OWED
from tracker.tasks.rules.lights import NEAR


@dataclass(frozen=True, slots=True)
class OpenWork:
    """How many of the tasks that a viewer sees are late today, and how many nearly."""

    overdue: int
    near: int


def ledger_units(session: Session, viewer: Viewer) -> Sequence[Unit]:
    """Answer the units that keep a ledger and whose live ledger the viewer may read."""
    return session.scalars(
        select(Unit)
        .where(Unit.id.in_(viewer.sees), Unit.keeps_ledger.is_(True))
        .order_by(Unit.path)
    ).all()


def has_work(session: Session, viewer: Viewer) -> bool:
    """Answer whether there is any task that a viewer sees."""
    return session.scalar(seen_by(viewer).with_only_columns(Task.id).limit(1)) is not None


def open_work(session: Session, viewer: Viewer, today: date) -> OpenWork:
    """Count what a viewer sees, in one statement."""
    owed = Task.state.in_(OWED), Task.due_on <= today + NEAR
    found = gathered(viewer, owed, [Task.id, Task.due_on], BY_STATE).c
    late = func.sum(case((found.due_on < today, 1), else_=0))
    row = session.execute(select(late, func.count(found.id))).one()
    overdue = row[0] or 0
    return OpenWork(overdue=overdue, near=row[1] - overdue)
