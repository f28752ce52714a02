"""What an explanation needs: past reminders of a person about a task with how each copy went."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Appointment, Person
from tracker.core.clock import OFFICE_ZONE
from tracker.core.errors import InvalidError
from tracker.core.many import among
from tracker.reminders.models import (
    Heartbeat,
    Hold,
    Message,
    MessageFact,
    Preference,
    ReminderFact,
)
from tracker.reminders.queries.acceptors import with_acceptors
from tracker.reminders.queries.ladders import load_ladders, wish_from
from tracker.reminders.queries.planning import facts_from
from tracker.reminders.queries.standing import Standing, standing
from tracker.reminders.rules.clockwork import PULSE
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.explaining import Listener, PastFact, Reason, explain
from tracker.reminders.rules.ladder import Part
from tracker.reminders.rules.ladders import Ladder
from tracker.reminders.rules.obstacles import obstacles
from tracker.reminders.rules.planner import TaskFacts
from tracker.reminders.rules.states import Channel, FactState, HoldState, MessageState
from tracker.reminders.rules.wishes import Wish
from tracker.tasks.models import Task
from tracker.workdays.queries import load_calendar
from tracker.workdays.rules import WorkCalendar


@dataclass(frozen=True, slots=True)
class Concern:
    """A task as it stands on a day, and who has which part in it."""

    task: Task
    facts: TaskFacts
    standing: Standing
    calendar: WorkCalendar
    today: date
    obstacles: tuple[str, ...]


class Concerned(NamedTuple):
    """A person who asks or is asked about, and how they want to be told."""

    person: Person
    wish: Wish


def concern(session: Session, task: Task, at: datetime) -> Concern:
    """Answer how a task stands at a moment."""
    today = at.astimezone(OFFICE_ZONE).date()
    calendar = load_calendar(session, task.unit_id)
    facts = with_acceptors(session, {task.id: facts_from(task)})[task.id]
    people, kept_back = standing(session, today), obstacles_in(session, [task.unit_id], at, today)
    return Concern(task, facts, people, calendar, today, kept_back)


def obstacles_in(
    session: Session, unit_ids: Collection[int] | None, at: datetime, today: date
) -> tuple[str, ...]:
    """Answer what keeps back everything of some units (None: of all) that is due at a moment."""
    held = select(func.coalesce(func.sum(Hold.count), 0)).where(Hold.state == HoldState.ASKING)
    if unit_ids is not None:
        held = held.where(among(Hold.unit_id, unit_ids))
    beat = select(Heartbeat.beat_at).where(Heartbeat.name == PULSE).scalar_subquery()
    last_beat, count = session.execute(select(beat, held.scalar_subquery())).one()
    return obstacles(at, last_beat, count, today)


def reasons(session: Session, about: Concern, who: Concerned) -> list[Reason]:
    """Answer why a person was, or was not, told of a task."""
    task = about.task
    ladder = load_ladders(session).of(task.unit_id)
    past = past_of(session, {task.id: ladder}, who.person.id).get(task.id, ())
    parts = parts_of(who, about.standing, about.facts)
    heard_as = replace(listener(who, parts), obstacles=about.obstacles)
    return explain(about.facts, heard_as, ladder.values(), about.calendar, past, today=about.today)


def parts_of(who: Concerned, standing: Standing, facts: TaskFacts) -> tuple[Part, ...]:
    """Answer which parts a person has in a task."""
    return tuple(one for one in Part if who.person.id in standing.in_part(one, facts))


def listener(who: Concerned, parts: tuple[Part, ...] = ()) -> Listener:
    """Answer a person as explanations know them."""
    person = who.person
    return Listener(
        name=person.name,
        parts=parts,
        wish=who.wish,
        has_mail=bool(person.email),
        disabled=person.disabled_at is not None,
    )


def people_of(session: Session, about: Concern) -> Sequence[Concerned]:
    """Answer those who have a part in a task or were told of it, by name."""
    ids = {one for part in Part for one in about.standing.in_part(part, about.facts)}
    told = select(ReminderFact.recipient_id).where(ReminderFact.task_id == about.task.id)
    return _concerned(session, Person.id.in_(ids) | Person.id.in_(told))


def people_named(
    session: Session, name: str, unit_ids: Collection[int] | None = None
) -> Sequence[Concerned]:
    """Answer the people with a name or login; ``unit_ids`` narrows to those who serve or served in some units."""
    named = (Person.name == name) | (Person.login == name)
    if unit_ids is None:
        return _concerned(session, named)
    served = select(Appointment.person_id).where(among(Appointment.unit_id, unit_ids))
    return _concerned(session, named & Person.id.in_(served))


def the_one(found: Sequence[Concerned], name: str) -> Concerned:
    """Answer the only one of those whom a name means.

    Raises:
        InvalidError: they are none or several.
    """
    if not found:
        raise InvalidError(f"没有叫“{name}”的人，请写姓名或登录名。", "person")
    if len(found) > 1:
        logins = "、".join(one.person.login for one in found)
        raise InvalidError(f"有{len(found)}个人叫“{name}”，请写登录名：{logins}。", "person")
    return found[0]


def _concerned(session: Session, which: ColumnElement[bool]) -> Sequence[Concerned]:
    wanted = (
        select(Person, Preference)
        .outerjoin(Preference, Preference.person_id == Person.id)
        .where(which)
        .order_by(Person.id)
    )
    return [Concerned(row[0], wish_from(row[1])) for row in session.execute(wanted)]


def past_of(
    session: Session, ladders: Mapping[int, Ladder], person_id: int
) -> dict[int, list[PastFact]]:
    """Answer what a person was told of some tasks, oldest first; ``ladders`` are those of the tasks."""
    rows = session.execute(
        select(ReminderFact, Message, MessageFact)
        .outerjoin(MessageFact, MessageFact.fact_id == ReminderFact.id)
        .outerjoin(Message, Message.id == MessageFact.message_id)
        .where(among(ReminderFact.task_id, ladders), ReminderFact.recipient_id == person_id)
        .order_by(
            ReminderFact.occurrence_on,
            ReminderFact.id,
            Message.channel != Channel.INBOX,
            Message.id,
        )
    )
    found: dict[int, list[PastFact]] = {}
    for fact, ones in groupby(rows, key=lambda row: row[0]):
        copies = [(message, part) for _, message, part in ones]
        told = _past_fact(fact, copies, ladders[fact.task_id])
        found.setdefault(fact.task_id, []).append(told)
    return found


def _past_fact(
    fact: ReminderFact,
    copies: Iterable[tuple[Message | None, MessageFact | None]],
    ladder: Ladder,
) -> PastFact:
    ways = tuple(
        _way(message, part) for message, part in copies if message is not None and part is not None
    )
    known = ladder.get(fact.rule) or RULES.get(fact.rule)
    return PastFact(
        rule_code=fact.rule,
        rule_label=known.label if known else "已取消的规则",
        on=fact.planned_on,
        due_on=fact.due_on,
        went=fact.state is FactState.TOLD,
        ways=ways or (fact.state.label,),
    )


def _way(message: Message, part: MessageFact) -> str:
    if part.dropped is not None:
        return f"{message.channel.label}没有写这一条（{part.dropped.label}）"
    if message.state is MessageState.SENT and message.sent_at is not None:
        at = message.sent_at.astimezone(OFFICE_ZONE)
        return f"{message.channel.label}{at.month}月{at.day}日{at:%H:%M}已发出"
    why = f"（{message.last_error}）" if message.last_error else ""
    return f"{message.channel.label}{message.state.label}{why}"
