"""Whose ledgers the first page tells of, and whether there is any work in them."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.many import among
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by


def first_ledger(session: Session, viewer: Viewer) -> Unit | None:
    """Answer the first unit whose live ledger the viewer may read."""
    seen = select(Unit).where(among(Unit.id, viewer.ledgers))
    return session.scalars(seen.order_by(Unit.path).limit(1)).first()


def shut_below(session: Session, viewer: Viewer) -> bool:
    """Answer whether a ledger below one that the viewer reads tells its superiors only what it reported."""
    above, below = aliased(Unit), aliased(Unit)
    found = (
        select(below.id)
        .join(above, below.path.startswith(above.path))
        .where(
            among(above.id, viewer.ledgers),
            below.id != above.id,
            below.keeps_ledger,
            ~below.live_to_superiors,
        )
    )
    return session.scalar(found.limit(1)) is not None


def has_work(session: Session, viewer: Viewer) -> bool:
    """Answer whether there is any task that a viewer sees."""
    return session.scalar(seen_by(viewer).with_only_columns(Task.id).limit(1)) is not None
