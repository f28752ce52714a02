"""What moves when the calendar changes: reminders to come, and deadlines that would fall on rest days."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.reminders.queries.ladders import load_ladders
from tracker.reminders.queries.planning import facts_of
from tracker.reminders.rules.ladder import Rule
from tracker.reminders.rules.planner import TaskFacts, ahead
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import OWED
from tracker.workdays.rules import Calendars

_MOST = 5000


@dataclass(frozen=True, slots=True)
class Moved:
    """One reminder of one task that moves from a day to another."""

    task_id: int
    label: str
    before: date
    after: date


def moved_reminders(
    session: Session,
    unit_ids: Collection[int],
    now: Calendars,
    then: Calendars,
    today: date,
) -> list[Moved]:
    """Answer the reminders to come, about tasks of some units, that another calendar moves."""
    changing = [one for one in unit_ids if now.of(one).set_days != then.of(one).set_days]
    ladders = load_ladders(session)
    found: list[Moved] = []
    for facts in _open_facts(session, changing):
        rules = ladders.of(facts.unit_id).values()
        before = _by_code(ahead(facts, rules, now.of(facts.unit_id), after=today))
        after = _by_code(ahead(facts, rules, then.of(facts.unit_id), after=today))
        for code, (label, on) in before.items():
            if code in after and after[code][1] != on:
                found.append(Moved(facts.task_id, label, on, after[code][1]))
    return found


def deadlines_on_rest_days(
    session: Session, unit_ids: Collection[int], calendars: Calendars, today: date
) -> Sequence[tuple[Task, date]]:
    """Answer the owed tasks of some units whose deadline is a rest day to come, with the working day before."""
    wanted = (
        select(Task)
        .where(Task.unit_id.in_(unit_ids), Task.state.in_(OWED), Task.due_on > today)
        .order_by(Task.due_on, Task.id)
        .limit(_MOST)
    )
    found: list[tuple[Task, date]] = []
    for task in session.scalars(wanted):
        assert task.due_on is not None
        calendar = calendars.of(task.unit_id)
        if not calendar.is_workday(task.due_on):
            found.append((task, max(today, calendar.on_or_before(task.due_on))))
    return found


def _open_facts(session: Session, unit_ids: Collection[int]) -> Iterable[TaskFacts]:
    if not unit_ids:
        return ()
    ids = session.scalars(
        select(Task.id)
        .where(Task.unit_id.in_(unit_ids), Task.state.in_(OWED), Task.due_on.is_not(None))
        .order_by(Task.due_on)
        .limit(_MOST)
    ).all()
    return facts_of(session, ids).values()


def _by_code(coming: Iterable[tuple[date, Rule]]) -> dict[str, tuple[str, date]]:
    return {rule.code: (rule.label, on) for on, rule in coming}
