"""What the sender reads: the database's clock, messages to claim, what a message holds, the breaker."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text, union
from sqlalchemy.orm import Session

from tracker.core.many import among
from tracker.reminders.models import (
    ChannelState,
    GroupPost,
    Message,
    MessageFact,
    ReminderFact,
    Robot,
)
from tracker.reminders.rules.ladder import Part
from tracker.reminders.rules.states import ROBOTS, Channel, MessageState
from tracker.tasks.models import Task


class Claim(NamedTuple):
    """A message in our hands, as long as its fence stands at this number."""

    message_id: int
    fence: int


class HeldFact(NamedTuple):
    """A reminder as a message holds it."""

    message_id: int
    fact_id: int
    task_id: int
    rule: str
    part: Part
    due_on: date | None
    occurrence_on: date
    recipient_id: int


def database_now(session: Session) -> datetime:
    """Answer the present moment by the database's clock: the one that all senders share."""
    if session.get_bind().dialect.name == "sqlite":
        written = session.scalar(text("select strftime('%Y-%m-%dT%H:%M:%f', 'now')"))
        return datetime.fromisoformat(str(written)).replace(tzinfo=UTC)
    found = session.scalar(select(func.clock_timestamp()))
    assert isinstance(found, datetime)
    return found.astimezone(UTC)


def claimable(
    session: Session, channel: Channel, at: datetime, now: datetime, limit: int
) -> list[int]:
    """Answer ids of messages whose sender was silent for too long, or whose time has come; locked on PostgreSQL.

    Asked for apart, since each is walked along the index in its order: a batch costs the same however many wait.
    By their time alone: with their ids, too, PostgreSQL would sort all that wait for every batch.
    """
    found: list[int] = []
    for ready in (_lapsed(now), _waits(at)):
        wanted = _of_channel(channel, at).where(ready).order_by(Message.not_before)
        few = wanted.limit(limit - len(found)).with_for_update(skip_locked=True)
        found.extend(session.scalars(few))
    return found


def anything_to_send(session: Session, at: datetime, channel: Channel | None = None) -> bool:
    """Answer whether a queue, or any of them, is worth a transaction that writes.

    Each is a question of its own: so PostgreSQL walks along the index and forgets what it finds dead there, where
    it would look at all that was ever sent since it last tidied up, again and again.
    """
    queue = select(Message.id) if channel is None else _of_channel(channel, at)
    now = database_now(session)
    return any(
        session.scalar(select(queue.where(ready).exists())) for ready in (_lapsed(now), _waits(at))
    )


def _waits(at: datetime) -> ColumnElement[bool]:
    return and_(Message.state == MessageState.WAITING, Message.not_before <= at)


def _lapsed(now: datetime) -> ColumnElement[bool]:
    return and_(Message.state == MessageState.LEASED, Message.lease_until < now)


def _of_channel(channel: Channel, at: datetime) -> Select[int]:
    ready = select(Message.id).where(Message.channel == channel)
    if channel not in ROBOTS:
        return ready
    resting = select(Robot.id).where(Robot.paused_until > at)
    return ready.where(or_(Message.robot_id.is_(None), Message.robot_id.not_in(resting)))


def facts_in(session: Session, message_ids: Collection[int]) -> dict[int, list[HeldFact]]:
    """Answer the reminders that each of some messages holds and has not dropped."""
    rows = session.execute(
        select(
            MessageFact.message_id,
            ReminderFact.id,
            ReminderFact.task_id,
            ReminderFact.rule,
            ReminderFact.part,
            ReminderFact.due_on,
            ReminderFact.occurrence_on,
            ReminderFact.recipient_id,
        )
        .join(ReminderFact, ReminderFact.id == MessageFact.fact_id)
        .where(among(MessageFact.message_id, message_ids), MessageFact.dropped.is_(None))
        .order_by(ReminderFact.id)
    )
    found: dict[int, list[HeldFact]] = {}
    for row in rows:
        fact = HeldFact(*row)
        found.setdefault(fact.message_id, []).append(fact)
    return found


def units_in(session: Session, message_ids: Collection[int]) -> dict[int, set[int]]:
    """Answer of which units' tasks some messages speak, or to whose groups they go."""
    told = (
        select(MessageFact.message_id, Task.unit_id)
        .join(ReminderFact, ReminderFact.id == MessageFact.fact_id)
        .join(Task, Task.id == ReminderFact.task_id)
        .where(among(MessageFact.message_id, message_ids))
    )
    posted = (
        select(Message.id, GroupPost.unit_id)
        .join(GroupPost, GroupPost.id == Message.post_id)
        .where(among(Message.id, message_ids))
    )
    found: dict[int, set[int]] = {}
    for message_id, unit_id in session.execute(union(told, posted)):
        found.setdefault(message_id, set()).add(unit_id)
    return found


def breaker(session: Session, channel: Channel) -> ChannelState | None:
    """Answer the breaker of a channel; None when it never had trouble."""
    return session.get(ChannelState, channel, populate_existing=True)
