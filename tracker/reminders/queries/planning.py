"""What the planner reads: facts of tasks, who holds which post, what has been told before."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from tracker.accounts.models import Appointment, Person
from tracker.accounts.permissions import Role
from tracker.core.clock import day_of
from tracker.reminders.models import Message, ReminderFact
from tracker.reminders.rules.ladder import Anchor, Part
from tracker.reminders.rules.planner import TaskFacts, Windows
from tracker.reminders.rules.states import Channel
from tracker.reminders.rules.wording import Brief
from tracker.tasks.models import Progress, Task, Trace
from tracker.tasks.rules.lifecycle import OWED, State, Step

DIGEST = "digest"
_CHUNK = 500
_ORDERS = (Step.ASSIGN, Step.REASSIGN)
_FACTS = (
    Task.id,
    Task.unit_id,
    Task.due_version,
    Task.state,
    Task.kind,
    Task.due_on,
    Task.assigned_on,
    Task.handler_id,
    Task.leader_id,
)


class Key(NamedTuple):
    """What makes a reminder the same one for a person, whatever version the task has reached."""

    task_id: int
    rule: str
    occurrence_on: date
    recipient_id: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who may be told: people in post today, and who wears a hat in which unit."""

    in_post: frozenset[int]
    hats: Mapping[tuple[int, Role], tuple[int, ...]]

    def in_part(self, part: Part, task: TaskFacts) -> tuple[int, ...]:
        """Answer the ids of those who have a part in a task and are still in post."""
        match part:
            case Part.HANDLER:
                return self._one(task.handler_id)
            case Part.LEADER:
                return self._one(task.leader_id)
            case Part.CLERK:
                return self.hats.get((task.unit_id, Role.CLERK), ())
            case Part.SECRETARY:
                return self.hats.get((task.unit_id, Role.SECRETARY), ())

    def _one(self, person_id: int | None) -> tuple[int, ...]:
        return (person_id,) if person_id in self.in_post and person_id is not None else ()


def last_trace_id(session: Session) -> int:
    """Answer the id of the newest trace; zero when there is none."""
    return session.scalar(select(func.max(Trace.id))) or 0


def changed_since(session: Session, trace_id: int) -> frozenset[int]:
    """Answer the ids of tasks that left a trace after one."""
    return frozenset(session.scalars(select(Trace.task_id).where(Trace.id > trace_id).distinct()))


def tasks_with_days(
    session: Session, found: Windows, only: Collection[int] | None = None
) -> list[TaskFacts]:
    """Answer the facts of the owed tasks whose deadline or assignment lies on a day for which a rule speaks.

    ``only`` narrows to some tasks. One statement; assignments entered lately come from ``ordered_lately``.
    """
    due, assigned = found[Anchor.DUE], found[Anchor.ASSIGNED]
    days: list[ColumnElement[bool]] = []
    if due:
        days.append(Task.due_on.between(min(due), max(due)))
    if assigned:
        days.append(
            Task.assigned_on.between(min(assigned), max(assigned)) & (Task.state == State.ASSIGNED)
        )
    if not days:
        return []
    wanted = _facts().where(Task.state.in_(OWED), or_(*days))
    return [TaskFacts(*row) for row in _rows(session, wanted, Task.id, only)]


def ordered_lately(session: Session, after_trace: int, not_before: datetime) -> list[TaskFacts]:
    """Answer the tasks assigned or reassigned after a trace and a moment, with the day it was entered."""
    latest = (
        select(Trace.task_id, func.max(Trace.entered_at).label("entered_at"))
        .where(Trace.id > after_trace, Trace.step.in_(_ORDERS), Trace.entered_at >= not_before)
        .group_by(Trace.task_id)
        .subquery()
    )
    rows = session.execute(
        _facts().add_columns(latest.c.entered_at).join(latest, latest.c.task_id == Task.id)
    ).all()
    return [TaskFacts(*row[:-1])._replace(ordered_on=day_of(row[-1])) for row in rows]


def facts_of(session: Session, task_ids: Collection[int]) -> dict[int, TaskFacts]:
    """Answer the facts of some tasks as they stand now, whatever their state."""
    return {row[0]: TaskFacts(*row) for row in _rows(session, _facts(), Task.id, task_ids)}


def told_before(session: Session, since: date, only: Collection[int] | None = None) -> set[Key]:
    """Answer what has been planned for days after one."""
    wanted = select(
        ReminderFact.task_id,
        ReminderFact.rule,
        ReminderFact.occurrence_on,
        ReminderFact.recipient_id,
        ReminderFact.due_on,
    ).where(ReminderFact.occurrence_on > since)
    return {Key(*row) for row in _rows(session, wanted, ReminderFact.task_id, only)}


def digest_of_today(session: Session, today: date) -> frozenset[int]:
    """Answer the ids of those whose digest of today is out already."""
    return frozenset(
        session.scalars(
            select(Message.person_id).where(
                Message.day_on == today,
                Message.channel == Channel.INBOX,
                Message.kind == DIGEST,
            )
        )
    )


def standing(session: Session, on: date, only: Collection[int] | None = None) -> Standing:
    """Answer who is in post on a day; ``only`` narrows to some people (one statement)."""
    wanted = (
        select(Appointment.person_id, Appointment.unit_id, Appointment.role)
        .join(Person, Person.id == Appointment.person_id)
        .where(
            Person.disabled_at.is_(None),
            Appointment.from_on <= on,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
        )
        .order_by(Appointment.person_id)
    )
    in_post: set[int] = set()
    hats: dict[tuple[int, Role], tuple[int, ...]] = {}
    for person_id, unit_id, role in _rows(session, wanted, Appointment.person_id, only):
        in_post.add(person_id)
        held = hats.get((unit_id, role), ())
        hats[unit_id, role] = held if person_id in held else (*held, person_id)
    return Standing(frozenset(in_post), hats)


def mail_addresses(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """Answer the mail address of each person who has one."""
    wanted = select(Person.id, Person.email).where(Person.email.is_not(None), Person.email != "")
    return {row[0]: row[1] for row in _rows(session, wanted, Person.id, person_ids)}


def briefs(session: Session, task_ids: Collection[int]) -> dict[int, Brief]:
    """Answer what sentences may say about some tasks."""
    handler, leader = aliased(Person), aliased(Person)
    wanted = (
        select(
            Task.id,
            Task.number,
            Task.title,
            Task.state,
            Task.due_on,
            func.coalesce(handler.name, Task.handler_text),
            Task.handler_post,
            func.coalesce(leader.name, Task.leader_text),
            Task.leader_post,
            select(func.max(Progress.done_on))
            .where(Progress.task_id == Task.id)
            .correlate(Task)
            .scalar_subquery(),
        )
        .outerjoin(handler, handler.id == Task.handler_id)
        .outerjoin(leader, leader.id == Task.leader_id)
    )
    return {row[0]: Brief(*row) for row in _rows(session, wanted, Task.id, task_ids)}


def _facts() -> Select[*tuple[Any, ...]]:
    return select(*_FACTS)


def _rows(
    session: Session,
    wanted: Select[*tuple[Any, ...]],
    column: InstrumentedAttribute[int],
    only: Collection[int] | None,
) -> Iterable[Row[*tuple[Any, ...]]]:
    """Run a select, narrowed to some ids in portions when they are given."""
    if only is None:
        yield from session.execute(wanted)
        return
    ids = sorted(only)
    for start in range(0, len(ids), _CHUNK):
        yield from session.execute(wanted.where(column.in_(ids[start : start + _CHUNK])))
