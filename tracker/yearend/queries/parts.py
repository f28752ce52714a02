"""A unit's year read some problems at a time, for files of any length."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Unit
from tracker.tasks.models import Problem, Task
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.queries.facts import IN_ORDER, candidates, problems_of, tasks_of
from tracker.yearend.rules.facts import ProblemFact, TaskFact, YearFacts

Reading = Callable[[], AbstractContextManager[Session]]

_AT_ONCE = 200  # problems
_Told = aliased(Task)


def year_in_parts(reading: Reading, whole: YearFacts, unit_id: int) -> Iterator[YearFacts]:
    """Answer the problems of a year in their order, some at a time (four statements for two hundred).

    ``reading`` opens the database anew for each part, so that nobody who writes waits for a long file. ``whole`` says of
    which year, as of which day and by which rule; its problems are not looked at. All parts together hold what
    ``year_facts`` reads at once; a task that was joined to one of another part finds it in ``beside``.
    """
    chosen = candidates(unit_id, whole.year, whole.as_of)
    with reading() as session:
        ids = session.scalars(select(Problem.id).where(chosen).order_by(*IN_ORDER)).all()
    for start in range(0, len(ids), _AT_ONCE):
        with reading() as session:
            problems = _problems(session, ids[start : start + _AT_ONCE], whole)
            part = replace(whole, problems=problems)
            part = replace(part, beside=tuple(_beside(session, part, unit_id)))
        yield part


def part_of(unit: Unit, year: int, as_of: date) -> YearFacts:
    """Answer what every part of a unit's year has in common."""
    return YearFacts(
        unit=unit.name,
        unit_code=unit.code,
        year=year,
        as_of=as_of,
        problems=(),
        sustained_counts=unit.sustained_counts,
    )


def rows_at_most(session: Session, unit_id: int, year: int, as_of: date) -> int:
    """Answer how many rows the ledger of a year has, or a few more (one statement)."""
    rows = (
        select(func.count())
        .select_from(Problem)
        .outerjoin(_Told, _Told.problem_id == Problem.id)
        .where(candidates(unit_id, year, as_of))
    )
    return session.scalar(rows) or 0


def _problems(session: Session, ids: Sequence[int], whole: YearFacts) -> tuple[ProblemFact, ...]:
    chosen = select(Problem.id).where(Problem.id.in_(ids))
    tasks = tasks_of(session, chosen, whole.year, whole.as_of)
    return problems_of(session, chosen, tasks, whole.year)


def _beside(session: Session, part: YearFacts, unit_id: int) -> Iterator[TaskFact]:
    """Answer the tasks of other problems that took over some of a part, and those that took over these."""
    known = {one.number for one in part.tasks}
    wanted = _taken_over_by(part.tasks) - known
    while wanted:
        chosen = candidates(unit_id, part.year, part.as_of)
        numbers = frozenset(islice(sorted(wanted), _AT_ONCE))
        ids = session.scalars(
            select(_Told.problem_id)
            .join(Problem, Problem.id == _Told.problem_id)
            .where(_Told.unit_id == unit_id, _Told.number.in_(numbers), chosen)
        ).all()
        found = [task for one in _problems(session, ids, part) for task in one.tasks]
        yield from (one for one in found if one.number not in known)
        known |= numbers | {one.number for one in found}
        wanted = (wanted | _taken_over_by(found)) - known


def _taken_over_by(tasks: Iterable[TaskFact]) -> set[str]:
    return {one.joined_to for one in tasks if one.state is State.JOINED and one.joined_to}
