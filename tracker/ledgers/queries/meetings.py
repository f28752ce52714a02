"""What a meeting goes through, and the meetings that were held."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Viewer
from tracker.core.many import among
from tracker.ledgers.models import Meeting, MeetingRow
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by
from tracker.tasks.rules.lifecycle import OPEN

MOST = 300  # items of one meeting; more are gone through leader by leader
_LISTED = 100


def open_items(session: Session, viewer: Viewer, unit_id: int) -> Sequence[Task]:
    """Answer the open tasks of a ledger, those of one leader together, by number (one statement)."""
    return session.scalars(
        seen_by(viewer)
        .where(Task.unit_id == unit_id, Task.state.in_(OPEN))
        .order_by(Task.leader_text, Task.leader_id, Task.year, Task.number)
        .limit(MOST)
    ).all()


def said_at(session: Session, meeting: Meeting) -> dict[int, MeetingRow]:
    """Answer the items of which something is or was written down, by task (one statement)."""
    rows = session.scalars(
        select(MeetingRow)
        .where(MeetingRow.meeting_id == meeting.id)
        .options(joinedload(MeetingRow.task))
        .order_by(MeetingRow.id)
    )
    return {one.task_id: one for one in rows}


def spoken_at(session: Session, meeting: Meeting) -> dict[int, MeetingRow]:
    """Answer what was said at a meeting, by task (one statement)."""
    return {task_id: one for task_id, one in said_at(session, meeting).items() if one.said}


def meetings_seen(session: Session, viewer: Viewer) -> Sequence[tuple[Meeting, int]]:
    """Answer the newest hundred meetings of the ledgers that a viewer reads, each with its number of items."""
    items = (
        select(func.count(MeetingRow.id))
        .where(
            MeetingRow.meeting_id == Meeting.id,
            or_(MeetingRow.text != "", MeetingRow.to_coordinate != ""),
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(Meeting, items)
        .where(among(Meeting.unit_id, viewer.sees))
        .options(joinedload(Meeting.unit))
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
        .limit(_LISTED)
    )
    return [(meeting, count) for meeting, count in rows]


def counted_meetings(unit_id: int, first: date, last: date) -> Select[int]:
    """Count the meetings that went through a ledger from one day to another, as a statement or a part of one."""
    return select(func.count(Meeting.id)).where(
        Meeting.unit_id == unit_id,
        Meeting.ended_at.is_not(None),
        Meeting.held_on.between(first, last),
    )
