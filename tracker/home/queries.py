"""What the first page counts: states and lights of the open work, and the nearest deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by
from tracker.tasks.rules.lifecycle import OWED
from tracker.tasks.rules.lights import NEAR

_NEAREST = 6


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


def open_work(session: Session, viewer: Viewer, today: date) -> OpenWork:
    """Count what a viewer sees, in one statement."""
    late = case((Task.due_on < today, 1), else_=0)
    near = case((and_(Task.due_on >= today, Task.due_on <= today + NEAR), 1), else_=0)
    owed = seen_by(viewer).where(Task.state.in_(OWED), Task.due_on <= today + NEAR)
    row = session.execute(owed.with_only_columns(func.sum(late), func.sum(near))).one()
    return OpenWork(overdue=row[0] or 0, near=row[1] or 0)


def nearest_deadlines(session: Session, viewer: Viewer) -> Sequence[Task]:
    """Answer the open tasks with the earliest deadlines that a viewer sees."""
    return session.scalars(
        seen_by(viewer)
        .where(Task.state.in_(OWED), Task.due_on.is_not(None))
        .options(joinedload(Task.problem), joinedload(Task.lead_unit))
        .order_by(Task.due_on, Task.id)
        .limit(_NEAREST)
    ).all()
