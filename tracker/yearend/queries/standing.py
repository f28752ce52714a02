"""Where a unit's year stands today, for its figures alone: a tenth of what the whole year takes to read."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Unit
from tracker.tasks.models import Measure, Problem, Task
from tracker.tasks.rules.lines import MeasureFact
from tracker.yearend.queries.facts import Alive, candidates, is_alive, problems_of
from tracker.yearend.rules.facts import TaskFact, YearFacts

_Target = aliased(Task)


def standing_facts(session: Session, unit: Unit, today: date) -> YearFacts:
    """Read where the problems and tasks of this year stand (three statements).

    They are chosen and counted as in :func:`year_facts`; but nobody's words are read, and as nothing lies behind
    today, no step has to be undone. What is told only of progress, people and rounds is empty.
    """
    chosen = select(Problem.id).where(candidates(unit.id, today.year, today))
    tasks = _tasks(session, chosen, today.year)
    return YearFacts(
        unit=unit.name,
        unit_code=unit.code,
        year=today.year,
        as_of=today,
        problems=problems_of(session, chosen, tasks, today.year, words=False),
        sustained_counts=unit.sustained_counts,
    )


def _tasks(session: Session, chosen: Select[Any], year: int) -> dict[int, list[Alive]]:
    measures = _measures(session, chosen)
    rows = session.execute(
        select(
            Task.id,
            Task.number,
            Task.state,
            Task.due_on,
            Task.closed_on,
            Task.moved_on,
            Task.problem_id,
            _Target.number,
        )
        .outerjoin(_Target, _Target.id == Task.joined_to_id)
        .where(Task.problem_id.in_(chosen))
        .order_by(Task.id)
    )
    found: dict[int, list[Alive]] = defaultdict(list)
    for task_id, number, state, due_on, closed_on, moved_on, problem_id, joined_to in rows:
        fact = TaskFact(
            id=task_id,
            number=number,
            title="",
            state=state,
            due_on=due_on,
            closed_on=closed_on,
            joined_to=joined_to or "",
            measures=tuple(measures[task_id]),
        )
        found[problem_id].append(Alive(fact, is_alive(fact, moved_on, year)))
    return found


def _measures(session: Session, chosen: Select[Any]) -> dict[int, list[MeasureFact]]:
    rows = session.execute(
        select(Measure.task_id, Measure.due_on, Measure.done_on)
        .join(Task, Task.id == Measure.task_id)
        .where(Task.problem_id.in_(chosen))
    )
    found: dict[int, list[MeasureFact]] = defaultdict(list)
    for task_id, due_on, done_on in rows:
        found[task_id].append(MeasureFact("", due_on, done_on))
    return found
