"""Everything that a unit's year is told from, read once, in a handful of statements whatever its size."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person, Unit
from tracker.tasks.models import Problem, Task
from tracker.tasks.queries.lines import Lines, RoundRow, lines_of, original_due_on, standing_of
from tracker.tasks.rules.lifecycle import OPEN, State
from tracker.tasks.rules.lines import MeasureFact
from tracker.tasks.rules.standing import Standing
from tracker.yearend.queries.outline import report_on
from tracker.yearend.queries.progress import goes_on_because, progress_of
from tracker.yearend.rules.facts import (
    Indicator,
    ProblemFact,
    TaskFact,
    YearFacts,
)
from tracker.yearend.rules.standing import origin_in, work_year_of

_Handler, _Leader, _LeadUnit = aliased(Person), aliased(Person), aliased(Unit)
_Target, _Earlier = aliased(Task), aliased(Problem)
IN_ORDER = (Problem.year, Problem.source, Problem.batch_id, Problem.position, Problem.id)
"""The order in which a year tells its problems."""
_WORDS = (Problem.title, Problem.text, Problem.outward_text)


def year_facts(session: Session, unit: Unit, year: int, as_of: date) -> YearFacts:
    """Read the year of a unit as of a day (five statements).

    What was done after ``as_of`` has not happened yet: states, progress, approvals and deadlines are those
    of that day, by the day done (办理日期). The inward wording of problems is not read at all.
    """
    chosen = select(Problem.id).where(candidates(unit.id, year, as_of))
    tasks = tasks_of(session, chosen, year, as_of)
    last = report_on(session, unit.id, year - 1, as_of)
    return YearFacts(
        unit=unit.name,
        unit_code=unit.code,
        year=year,
        as_of=as_of,
        problems=problems_of(session, chosen, tasks, year),
        sustained_counts=unit.sustained_counts,
        superior=last.superior,
        report_title=last.title,
        headings=last.headings,
        last_text=last.text,
        offered=last.promises,
        meetings=last.meetings,
    )


@dataclass(frozen=True, slots=True)
class Alive:
    """A task of the year with whether anything was owed on it since the year began."""

    fact: TaskFact
    alive: bool


def candidates(unit_id: int, year: int, as_of: date) -> ColumnElement[bool]:
    """Narrow to problems that may belong to the year; what is long over is not read."""
    begin = date(year, 1, 1)
    # Asked problem by problem: the tasks of a county, gathered first, would be a hundred times as many.
    moving = select(Task.id).where(
        Task.problem_id == Problem.id, or_(Task.state.in_(OPEN), Task.moved_on >= begin)
    )
    return and_(
        Problem.unit_id == unit_id,
        Problem.registered_on <= as_of,
        or_(Problem.year == year - 1, Problem.registered_on >= begin, moving.exists()),
    )


def problems_of(
    session: Session,
    chosen: Select[Any],
    tasks: Mapping[int, Sequence[Alive]],
    year: int,
    *,
    words: bool = True,
) -> tuple[ProblemFact, ...]:
    """Answer the chosen problems that belong to the year, with their tasks; only on request with their words."""
    closed_earlier = (
        select(func.max(_Target.closed_on))
        .where(_Target.problem_id == Problem.repeat_of_id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Problem.id,
            Problem.source,
            *(_WORDS if words else (literal("").label(one.key) for one in _WORDS)),
            Problem.category,
            Problem.superior_number,
            Problem.year,
            Problem.registered_on,
            Problem.batch_id,
            _Earlier.year.label("repeats_year"),
            closed_earlier.label("repeats_closed_on"),
        )
        .outerjoin(_Earlier, _Earlier.id == Problem.repeat_of_id)
        .where(Problem.id.in_(chosen))
        .order_by(*IN_ORDER)
    )
    found = (_problem(row, tasks.get(row.id, []), year) for row in rows)
    return tuple(one for one in found if one is not None)


def _problem(row: Any, tasks: Sequence[Alive], year: int) -> ProblemFact | None:
    of_report = row.batch_id is not None
    work_year = work_year_of(
        row.source, of_report=of_report, year=row.year, registered_on=row.registered_on
    )
    alive = tuple(one.fact for one in tasks if one.alive)
    if work_year > year or (work_year < year and tasks and not alive):
        return None
    return ProblemFact(
        id=row.id,
        origin=origin_in(year, work_year=work_year, source=row.source, of_report=of_report),
        source=row.source,
        title=row.title,
        text=row.text,
        tasks=alive if work_year < year else tuple(one.fact for one in tasks),
        outward_text=row.outward_text,
        category=row.category or "",
        superior_number=row.superior_number or "",
        year=row.year,
        registered_on=row.registered_on,
        repeats_year=row.repeats_year,
        repeats_closed_on=row.repeats_closed_on,
    )


def tasks_of(
    session: Session, chosen: Select[Any], year: int, as_of: date
) -> dict[int, list[Alive]]:
    """Answer the tasks of the chosen problems by problem, as they stood on the day."""
    ids = select(Task.id).where(Task.problem_id.in_(chosen))
    lines = lines_of(session, ids, as_of)
    progress = progress_of(session, ids, year, as_of)
    rows = session.execute(
        select(
            Task,
            _Handler.name,
            _Leader.name,
            _LeadUnit.name,
            _Target.number,
            goes_on_because(year, as_of),
        )
        .outerjoin(_Handler, _Handler.id == Task.handler_id)
        .outerjoin(_Leader, _Leader.id == Task.leader_id)
        .outerjoin(_LeadUnit, _LeadUnit.id == Task.lead_unit_id)
        .outerjoin(_Target, _Target.id == Task.joined_to_id)
        .where(Task.problem_id.in_(chosen))
        .order_by(Task.id)
    )
    found: dict[int, list[Alive]] = defaultdict(list)
    for task, handler, leader, lead_unit, joined_to, because in rows:
        stood = standing_of(task, lines[task.id])
        fact = replace(
            _task(task, lines[task.id], stood, as_of),
            handler=stood.named("handler", handler),
            leader=stood.named("leader", leader),
            lead_unit=stood.named("lead_unit", lead_unit),
            joined_to=stood.joined_to or joined_to or "",
            goes_on_because=because or "",
            progress=tuple(progress.get(task.id, ())),
        )
        found[task.problem_id].append(Alive(fact, is_alive(fact, task.moved_on, year)))
    return found


def _task(task: Task, lines: Lines, stood: Standing, as_of: date) -> TaskFact:
    running = lines.running
    agreed = tuple(one for one in lines.extensions if one.decided_on <= as_of)
    return TaskFact(
        id=task.id,
        number=task.number,
        title=task.title,
        state=stood.state,
        kind=task.kind,
        standard=task.standard,
        round=lines.number,
        handler_post=stood.was.get("handler_post", task.handler_post),
        leader_post=stood.was.get("leader_post", task.leader_post),
        lead_unit_id=task.lead_unit_id,
        helping=task.helping_text,
        due_on=stood.due_on,
        due_text=stood.due_text,
        original_due_on=original_due_on(task, lines, stood),
        assigned_on=task.assigned_on,
        finished_on=_finished_on(running, as_of),
        closed_on=_until(running.closed_on if running else task.closed_on, as_of),
        finished_before_on=lines.rounds[-2].closed_on if len(lines.rounds) > 1 else None,
        extended_late=bool(running and running.extended_late),
        outcome=running.outcome if running else "",
        result_word=stood.result_word,
        basis=task.basis,
        indicator=_indicator(task),
        measures=_measures(lines.measures, stood.was.get("measures")),
        extensions=agreed,
        evidence=tuple(lines.evidence),
    )


def _measures(now: list[MeasureFact], was: list[str] | None) -> tuple[MeasureFact, ...]:
    """Answer the measures as they were worded on the day; one that is still worded so keeps its days."""
    if was is None:
        return tuple(now)
    known = {one.text: one for one in now}
    return tuple(known.get(text, MeasureFact(text)) for text in was)


def _finished_on(running: RoundRow | None, as_of: date) -> date | None:
    if running is None:
        return None
    days = (_until(running.sustained_on, as_of), _until(running.closed_on, as_of))
    return min((day for day in days if day is not None), default=None)


def _until(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def _indicator(task: Task) -> Indicator | None:
    if not task.indicator_name:
        return None
    return Indicator(
        name=task.indicator_name,
        unit=task.indicator_unit,
        at_start=task.value_at_start,
        wanted=task.value_wanted,
        now=task.value_now,
    )


def is_alive(task: TaskFact, moved_on: date | None, year: int) -> bool:
    """Answer whether anything was owed on a task since the year began."""
    if task.state in OPEN:
        return True
    over_on = task.closed_on if task.state is State.CLOSED else moved_on
    return over_on is None or over_on.year >= year
