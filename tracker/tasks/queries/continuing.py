"""What a report under check may go on with: the open problems of its unit."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.reports.models import Batch, FindingState
from tracker.tasks.models import Problem, Task
from tracker.tasks.rules.continuing import (
    Continued,
    Marked,
    OpenProblem,
    Told,
    continued,
)
from tracker.tasks.rules.lifecycle import OPEN

# A town has some dozens of open problems; a county office some hundreds.
_MOST = 2_000


def continued_by(session: Session, batch: Batch) -> tuple[Continued, ...]:
    """Answer which findings of a batch go on with open problems of its unit (two statements).

    The batch comes with its findings; the caller has the right to it, and with it to the unit's ledger.
    """
    told = [
        Told(
            one.id,
            one.text,
            (one.start, one.end) if one.start is not None and one.end is not None else None,
            one.repeat_of["finding_id"] if one.repeat_of and one.repeat_of["accepted"] else None,
        )
        for one in batch.findings
        if one.state is FindingState.PROPOSED
    ]
    if not told:
        return ()
    marks = [
        Marked(frozenset(one["label"].split()), one["text"], tuple(map(tuple, one["spans"])))
        for one in batch.facts.get("marks", ())
    ]
    return continued(told, marks, _open_problems(session, batch))


def tasks_left_of(session: Session, problem_ids: Sequence[int]) -> Sequence[Task]:
    """Answer the open tasks of problems, by number (one statement)."""
    return session.scalars(
        select(Task)
        .where(Task.problem_id.in_(problem_ids), Task.state.in_(OPEN))
        .order_by(Task.year, Task.number)
    ).all()


def _open_problems(session: Session, batch: Batch) -> list[OpenProblem]:
    rows = session.execute(
        select(Problem.id, Problem.text, Problem.finding_id, Task.number)
        .join(Task, Task.problem_id == Problem.id)
        .where(
            Problem.unit_id == batch.unit_id,
            or_(Problem.batch_id.is_(None), Problem.batch_id != batch.id),
            Problem.year <= batch.year,
            Task.state.in_(OPEN),
        )
        .order_by(Problem.year, Problem.id, Task.id)
        .limit(_MOST)
    ).all()
    numbers: dict[int, set[str]] = {}
    for row in rows:
        numbers.setdefault(row.id, set()).add(row.number)
    first = {row.id: row for row in reversed(rows)}
    return [
        OpenProblem(key, frozenset(known), first[key].text, first[key].finding_id)
        for key, known in numbers.items()
    ]
