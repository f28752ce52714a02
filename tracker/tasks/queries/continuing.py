"""What a report under check may go on with: the open problems of its unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, or_, select, union
from sqlalchemy.orm import Session

from tracker.reports.models import Batch, FindingState
from tracker.tasks.models import Continuation, Problem, Task
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
    """Answer which findings of a batch go on with open problems of its unit (three statements at the most).

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
    asked = [one.repeats for one in told if one.repeats is not None]
    told_by = problems_told_by(session, asked) if asked else {}
    return continued(told, marks, _open_problems(session, batch, told_by))


def problems_told_by(session: Session, finding_ids: Iterable[int]) -> dict[int, list[int]]:
    """Answer the problems that findings of confirmed reports told, by finding (one statement).

    A finding opened one, or told once more what earlier reports had opened.
    """
    wanted = list(finding_ids)
    found: dict[int, list[int]] = defaultdict(list)
    opened = select(Problem.finding_id, Problem.id).where(Problem.finding_id.in_(wanted))
    went_on = select(Continuation.finding_id, Continuation.problem_id)
    both: CompoundSelect[Any] = union(opened, went_on.where(Continuation.finding_id.in_(wanted)))
    for finding_id, problem_id in session.execute(both):
        found[finding_id].append(problem_id)
    return {finding_id: sorted(ids) for finding_id, ids in found.items()}


def tasks_left_of(session: Session, problem_ids: Sequence[int]) -> Sequence[Task]:
    """Answer the open tasks of problems, by number (one statement)."""
    return session.scalars(
        select(Task)
        .where(Task.problem_id.in_(problem_ids), Task.state.in_(OPEN))
        .order_by(Task.year, Task.number)
    ).all()


def _open_problems(
    session: Session, batch: Batch, told_by: Mapping[int, Sequence[int]]
) -> list[OpenProblem]:
    rows = session.execute(
        select(Problem.id, Problem.text, Task.number)
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
    texts = {row.id: row.text for row in rows}
    # A paragraph that told several does not say which of them a person means.
    alone = [(ids[0], finding_id) for finding_id, ids in told_by.items() if len(ids) == 1]
    return [
        OpenProblem(
            key,
            frozenset(known),
            texts[key],
            frozenset(finding_id for problem_id, finding_id in alone if problem_id == key),
        )
        for key, known in numbers.items()
    ]
