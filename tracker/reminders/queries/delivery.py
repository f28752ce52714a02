"""The delivery log: what was sent to whom and how it ended; the pulse of the sender."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.core.paging import Page, cut
from tracker.reminders.models import ChannelState, Heartbeat, Message, MessageFact, ReminderFact
from tracker.reminders.rules.states import MessageState
from tracker.tasks.models import Task


def deliveries(
    session: Session, unit_ids: Collection[int], state: MessageState | None, page: int
) -> Page[Message]:
    """Answer a page of the messages that tell of tasks of these units, the newest first."""
    about = (
        select(MessageFact.message_id)
        .join(ReminderFact, ReminderFact.id == MessageFact.fact_id)
        .join(Task, Task.id == ReminderFact.task_id)
        .where(Task.unit_id.in_(unit_ids), MessageFact.message_id == Message.id)
        .correlate(Message)
    )
    wanted = select(Message).where(about.exists()).options(joinedload(Message.person))
    if state is not None:
        wanted = wanted.where(Message.state == state)
    return cut(session, wanted.order_by(Message.id.desc()), page)


def counts_in(
    session: Session, messages: Sequence[Message], unit_ids: Collection[int]
) -> Mapping[int, int]:
    """Answer how many reminders about tasks of these units each message held."""
    rows = session.execute(
        select(MessageFact.message_id, func.count(MessageFact.fact_id))
        .join(ReminderFact, ReminderFact.id == MessageFact.fact_id)
        .join(Task, Task.id == ReminderFact.task_id)
        .where(MessageFact.message_id.in_([one.id for one in messages]), Task.unit_id.in_(unit_ids))
        .group_by(MessageFact.message_id)
    )
    return {row[0]: row[1] for row in rows}


def last_beat(session: Session, name: str) -> Heartbeat | None:
    """Answer the pulse of a job; None when it never ran."""
    return session.get(Heartbeat, name)


def resting_channels(session: Session, at: datetime) -> Sequence[ChannelState]:
    """Answer the channels whose breaker is open."""
    return session.scalars(select(ChannelState).where(ChannelState.paused_until > at)).all()
