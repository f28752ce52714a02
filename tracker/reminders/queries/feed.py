"""What a person's calendar program is told: the deadlines and reviews that the person may see."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Role, Viewer
from tracker.reminders.models import FeedLink
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by
from tracker.tasks.rules.lifecycle import OWED, State

_MOST = 1000


def feed_owner(session: Session, token_hash: str) -> FeedLink | None:
    """Answer the address that is in use under a hash; None when it ended or never was."""
    wanted = select(FeedLink).where(FeedLink.token_hash == token_hash, FeedLink.ended_at.is_(None))
    return session.scalars(wanted).one_or_none()


def feed_since(session: Session, person_id: int) -> datetime | None:
    """Answer since when a person has a calendar address; None without one."""
    wanted = select(FeedLink.made_at).where(
        FeedLink.person_id == person_id, FeedLink.ended_at.is_(None)
    )
    return session.scalar(wanted)


def own_dates(session: Session, viewer: Viewer) -> Sequence[Task]:
    """Answer the open tasks in which the viewer takes part, and those of the ledgers one keeps or heads."""
    keeps = {
        unit_id
        for role, units in viewer.reach
        if role in {Role.CLERK, Role.SECRETARY}
        for unit_id in units
    }
    wanted = (
        seen_by(viewer)
        .where(
            or_(
                Task.handler_id == viewer.person_id,
                Task.leader_id == viewer.person_id,
                Task.unit_id.in_(keeps),
            ),
            or_(Task.state.in_(OWED) & Task.due_on.is_not(None), Task.state == State.SUSTAINED),
        )
        .order_by(Task.due_on, Task.id)
        .limit(_MOST)
    )
    return session.scalars(wanted).all()
