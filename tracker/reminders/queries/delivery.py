"""The delivery log: what was sent to whom and how it ended; the pulse of the sender."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Exists,
    Subquery,
    Text,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Person, Unit
from tracker.core.many import among
from tracker.core.paging import Page, cut
from tracker.reminders.models import (
    ChannelState,
    Chase,
    GroupPost,
    Heartbeat,
    Hold,
    Message,
    MessageFact,
    ReminderFact,
    Robot,
)
from tracker.reminders.rules.states import Channel, FactState, HoldState, MessageState
from tracker.tasks.models import Task


@dataclass(frozen=True, slots=True)
class DeliveryFilter:
    """What the log is narrowed to; None and empty mean everything."""

    state: MessageState | None = None
    channel: Channel | None = None
    person: str = ""
    on: date | None = None


def deliveries(
    session: Session, unit_ids: Collection[int], wanted: DeliveryFilter, page: int
) -> Page[Message]:
    """Answer a page of the messages that tell of tasks of these units, or went to their groups, newest first."""
    found = (
        select(Message)
        .where(or_(_about(unit_ids), _to_groups_of(unit_ids)))
        .options(joinedload(Message.person), joinedload(Message.robot))
    )
    if wanted.state is not None:
        found = found.where(Message.state == wanted.state)
    if wanted.channel is not None:
        found = found.where(Message.channel == wanted.channel)
    if wanted.on is not None:
        found = found.where(Message.day_on == wanted.on)
    if wanted.person:
        named = select(Person.id).where(Person.name.contains(wanted.person, autoescape=True))
        found = found.where(Message.person_id.in_(named))
    return cut(session, found.order_by(Message.id.desc()), page)


def message_for(session: Session, unit_ids: Collection[int], message_id: int) -> Message | None:
    """Answer a message of the log of these units, locked; None when there is none."""
    wanted = (
        select(Message)
        .where(Message.id == message_id, or_(_about(unit_ids), _to_groups_of(unit_ids)))
        .with_for_update(of=Message)
    )
    return session.scalars(wanted).one_or_none()


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


def unit_statistics(
    session: Session, unit_ids: Collection[int], since: date
) -> Sequence[tuple[str, int, int, int, int]]:
    """Answer, for each unit in the order of units, its reminders told, copies sent and failed, and talks since a day."""
    told, chased = _told(unit_ids, since), _chased(unit_ids, since)
    wanted = (
        select(
            Unit.name,
            *(func.coalesce(one, 0) for one in (told.c.told, told.c.sent, told.c.dead)),
            func.coalesce(chased.c.chased, 0),
        )
        .outerjoin(told, told.c.unit_id == Unit.id)
        .outerjoin(chased, chased.c.unit_id == Unit.id)
        .where(or_(told.c.unit_id.is_not(None), chased.c.unit_id.is_not(None)))
        .order_by(Unit.position, Unit.path)
    )
    return [tuple(one) for one in session.execute(wanted)]


def last_beat(session: Session, name: str) -> Heartbeat | None:
    """Answer the pulse of a job; None when it never ran."""
    return session.get(Heartbeat, name)


def silent_ways(session: Session, at: datetime) -> list[tuple[str, str]]:
    """Answer the ways that did not answer last time: their names, and what went wrong."""
    no_name = null().cast(Text)
    ways = union_all(
        select(ChannelState.channel, no_name, ChannelState.last_error).where(
            ChannelState.failures > 0
        ),
        select(Robot.channel, Robot.name, Robot.last_error).where(
            Robot.paused_until > at, Robot.disabled_at.is_(None)
        ),
    )
    return [(name or channel.label, error) for channel, name, error in session.execute(ways)]


def open_holds(session: Session, unit_ids: Collection[int]) -> Sequence[tuple[Hold, str]]:
    """Answer what waits in these units for a person's word, with the names of the units, in their order."""
    wanted = (
        select(Hold, Unit.name)
        .join(Unit, Unit.id == Hold.unit_id)
        .where(Hold.state == HoldState.ASKING, among(Hold.unit_id, unit_ids))
        .order_by(Hold.day_on, Unit.position, Unit.path)
    )
    return [(hold, name) for hold, name in session.execute(wanted)]


def _about(unit_ids: Collection[int]) -> Exists:
    return (
        select(MessageFact.message_id)
        .join(ReminderFact, ReminderFact.id == MessageFact.fact_id)
        .join(Task, Task.id == ReminderFact.task_id)
        .where(Task.unit_id.in_(unit_ids), MessageFact.message_id == Message.id)
        .correlate(Message)
        .exists()
    )


def _to_groups_of(unit_ids: Collection[int]) -> ColumnElement[bool]:
    return Message.post_id.in_(select(GroupPost.id).where(GroupPost.unit_id.in_(unit_ids)))


def _told(unit_ids: Collection[int], since: date) -> Subquery:
    """Count by unit the reminders told, and of these the ones with a copy beside the inbox that went or failed."""
    copied = (MessageFact.fact_id == ReminderFact.id) & MessageFact.dropped.is_(None)
    beside = (Message.id == MessageFact.message_id) & (Message.channel != Channel.INBOX)
    fact = ReminderFact.id.distinct()
    return (
        select(
            Task.unit_id,
            func.count(fact).label("told"),
            func.count(fact).filter(Message.state == MessageState.SENT).label("sent"),
            func.count(fact).filter(Message.state == MessageState.DEAD).label("dead"),
        )
        .join(ReminderFact, ReminderFact.task_id == Task.id)
        .outerjoin(MessageFact, copied)
        .outerjoin(Message, beside)
        .where(
            Task.unit_id.in_(unit_ids),
            ReminderFact.planned_on >= since,
            ReminderFact.state == FactState.TOLD,
        )
        .group_by(Task.unit_id)
        .subquery()
    )


def _chased(unit_ids: Collection[int], since: date) -> Subquery:
    return (
        select(Task.unit_id, func.count(Chase.id).label("chased"))
        .join(Chase, Chase.task_id == Task.id)
        .where(Task.unit_id.in_(unit_ids), Chase.done_on >= since)
        .group_by(Task.unit_id)
        .subquery()
    )
