"""Whose ledgers the first page tells of, and whether there is any work in them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by


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
