"""The inbox of a person, and what was and will be told about a task."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.accounts.permissions import Viewer
from tracker.core.many import among_told
from tracker.core.paging import Page, cut
from tracker.reminders.models import (
    Heartbeat,
    Hold,
    InboxItem,
    Message,
    MessageFact,
    ReminderFact,
)
from tracker.reminders.rules.clockwork import PULSE
from tracker.reminders.rules.states import HoldState
from tracker.tasks.models import Task

# Every page asks it, so it is put together once, and all of it is one statement.
_UNREAD = select(func.count(InboxItem.id)).where(
    InboxItem.person_id == bindparam("person_id"), InboxItem.read_at.is_(None)
)
_BELL = select(
    _UNREAD.scalar_subquery(),
    select(Heartbeat.beat_at).where(Heartbeat.name == PULSE).scalar_subquery(),
    exists().where(Hold.state == HoldState.ASKING, among_told(Hold.unit_id, "unit_ids")),
)


class Bell(NamedTuple):
    """What every page shows of reminders: unread items, when the sender last ran, whether a flood waits for the reader's word."""

    unread: int
    beat_at: datetime | None
    held: bool


def bell(session: Session, person_id: int, unit_ids: Collection[int]) -> Bell:
    """Answer what every page shows a person of reminders, who looks after those of some units; one statement."""
    told = {"person_id": person_id, "unit_ids": sorted(unit_ids)}
    return Bell(*session.execute(_BELL, told).one())


def unread_count(session: Session, person_id: int) -> int:
    """Answer how many items of a person's inbox are unread."""
    return session.scalar(_UNREAD, {"person_id": person_id}) or 0


def inbox_of(session: Session, viewer: Viewer, page: int) -> Page[InboxItem]:
    """Answer a page of the viewer's own inbox with its lines, unread items first, then the newest."""
    return cut(
        session,
        select(InboxItem)
        .where(InboxItem.person_id == viewer.person_id)
        .options(selectinload(InboxItem.lines))
        .order_by(InboxItem.read_at.is_not(None), InboxItem.at.desc(), InboxItem.id.desc()),
        page,
        size=20,
    )


def told_about(session: Session, task: Task) -> Sequence[tuple[ReminderFact, Sequence[Message]]]:
    """Answer every reminder about a task with its recipient and the messages that held it, newest first."""
    facts = session.scalars(
        select(ReminderFact)
        .where(ReminderFact.task_id == task.id)
        .options(joinedload(ReminderFact.recipient))
        .order_by(ReminderFact.occurrence_on.desc(), ReminderFact.id.desc())
    ).all()
    held: dict[int, list[Message]] = {}
    rows = session.execute(
        select(MessageFact.fact_id, Message)
        .join(Message, Message.id == MessageFact.message_id)
        .where(MessageFact.fact_id.in_([one.id for one in facts]))
        .order_by(Message.id)
    )
    for fact_id, message in rows:
        held.setdefault(fact_id, []).append(message)
    return [(one, held.get(one.id, [])) for one in facts]
