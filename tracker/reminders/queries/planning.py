"""What the planner reads: facts of tasks, who holds which post, what has been told before."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from tracker.reminders.models import Message, PlannedDay, ReminderFact
from tracker.reminders.queries.narrowing import narrowed
from tracker.reminders.rules.ladder import PERIODS, Anchor
from tracker.reminders.rules.planner import TaskFacts, Windows, first_of_period
from tracker.reminders.rules.states import Channel, FactState
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.lifecycle import State

DIGEST = "digest"
_A_FEW_AT_A_TIME = {"yield_per": 500}
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
    Task.lead_unit_id,
    Task.moved_on,
)


class Key(NamedTuple):
    """What makes a reminder the same one for a person, whatever version the task has reached."""

    task_id: int
    rule: str
    occurrence_on: date
    recipient_id: int
    due_on: date | None


def last_trace_id(session: Session) -> int:
    """Answer the id of the newest trace; zero when there is none."""
    return session.scalar(select(func.max(Trace.id))) or 0


def trace_before(session: Session, day: date) -> int:
    """Answer the newest trace there was when the last day up to ``day`` was planned; zero when none was."""
    return (
        session.scalar(
            select(PlannedDay.trace_id)
            .where(PlannedDay.day_on <= day)
            .order_by(PlannedDay.day_on.desc())
            .limit(1)
        )
        or 0
    )


def busiest_day(session: Session, before: date, since: date) -> int:
    """Answer how many reminders the busiest of some days told."""
    counted = (
        select(func.count().label("told"))
        .where(
            ReminderFact.state == FactState.TOLD,
            ReminderFact.planned_on < before,
            ReminderFact.planned_on >= since,
        )
        .group_by(ReminderFact.planned_on)
        .subquery()
    )
    return session.scalar(select(func.max(counted.c.told))) or 0


def changed_since(session: Session, trace_id: int) -> frozenset[int]:
    """Answer the ids of tasks that left a trace after one."""
    return frozenset(session.scalars(select(Trace.task_id).where(Trace.id > trace_id).distinct()))


def tasks_with_days(
    session: Session, found: Iterable[Windows], only: Collection[int] | None = None
) -> Iterator[TaskFacts]:
    """Answer the facts of the tasks with a day, in a state, for which a rule of some window speaks, as they are read.

    ``only`` narrows to some tasks. One statement; what was entered lately comes from ``events.happened``.
    """
    days = [one for window in _merged(found) if (one := _condition(*window)) is not None]
    if days:
        wanted = narrowed(_facts().where(or_(*days)), Task.id, only)
        for row in session.execute(wanted, execution_options=_A_FEW_AT_A_TIME):
            yield TaskFacts(*row)


def _merged(found: Iterable[Windows]) -> Iterable[tuple[Anchor, set[date], set[State]]]:
    """Answer for each anchor all days and all states in which some rule of some unit may speak."""
    days: dict[Anchor, set[date]] = {}
    states: dict[Anchor, set[State]] = {}
    for windows in found:
        for anchor, by_day in windows.items():
            days.setdefault(anchor, set()).update(by_day)
            states.setdefault(anchor, set()).update(
                state for rules in by_day.values() for rule, _ in rules for state in rule.states
            )
    return [(anchor, days[anchor], states[anchor]) for anchor in days if days[anchor]]


def _condition(anchor: Anchor, days: set[date], states: set[State]) -> ColumnElement[bool] | None:
    among = Task.state.in_(sorted(states))
    if anchor is Anchor.DUE:
        return Task.due_on.in_(sorted(days)) & among
    if anchor is Anchor.ASSIGNED:
        return Task.assigned_on.in_(sorted(days)) & among
    if anchor in PERIODS:
        first = min(first_of_period(anchor, day) for day in days)
        return among & (or_(Task.moved_on.is_(None), Task.moved_on < first))
    return None


def facts_of(session: Session, task_ids: Collection[int]) -> dict[int, TaskFacts]:
    """Answer the facts of some tasks as they stand now, whatever their state."""
    return {
        row[0]: TaskFacts(*row) for row in session.execute(narrowed(_facts(), Task.id, task_ids))
    }


def facts_from(task: Task) -> TaskFacts:
    """Answer the facts of a task that is at hand already."""
    return TaskFacts(*(getattr(task, column.key) for column in _FACTS))


def told_before(session: Session, since: date, only: Collection[int] | None = None) -> set[Key]:
    """Answer what has been planned for days after one."""
    wanted = select(
        ReminderFact.task_id,
        ReminderFact.rule,
        ReminderFact.occurrence_on,
        ReminderFact.recipient_id,
        ReminderFact.due_on,
    ).where(ReminderFact.occurrence_on > since)
    rows = session.execute(
        narrowed(wanted, ReminderFact.task_id, only), execution_options=_A_FEW_AT_A_TIME
    )
    return {Key(*row) for row in rows}


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


def _facts() -> Select[*tuple[Any, ...]]:
    return select(*_FACTS)
