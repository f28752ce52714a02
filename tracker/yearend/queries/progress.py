"""The progress reported during a year, with its figures, and why open work goes on beyond it."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, select, true
from sqlalchemy.orm import Session

from tracker.tasks.models import Figure, Progress, Task, Trace
from tracker.tasks.queries.sharing import sharing
from tracker.tasks.rules.lifecycle import OPEN
from tracker.tasks.rules.steps import Step
from tracker.yearend.rules.facts import FigureFact, ProgressFact

_DECEMBER = 12


def goes_on_because(year: int, as_of: date) -> ColumnElement[str | None]:
    """Answer the newest reason with which a task was let go on beyond a year, as told from its December on.

    It is asked of open tasks alone: the trails of a county are long. On an as-of day before that December nobody
    has given one yet.
    """
    begins = date(year, _DECEMBER, 1)
    told = (
        select(Trace.note)
        .where(
            Trace.task_id == Task.id,
            Trace.step == Step.CARRY_OVER,
            Trace.done_on >= begins,
            Trace.done_on < date(year + 1, _DECEMBER, 1),
            true() if as_of >= begins else false(),
        )
        .order_by(Trace.position.desc())
        .limit(1)
        .correlate(Task)
        .scalar_subquery()
    )
    return case((Task.state.in_(OPEN), told)).label("goes_on_because")


def progress_of(
    session: Session, task_ids: Select[Any], year: int, as_of: date
) -> dict[int, list[ProgressFact]]:
    """Answer the progress of the year with its figures, by task, in order (one statement).

    What was entered on a linked task is told here too, but its figures are counted there alone.
    """
    pairs = sharing(task_ids)
    own = (Figure.progress_id == Progress.id) & (pairs.c.from_id == pairs.c.task_id)
    rows = session.execute(
        select(
            pairs,
            Progress.id,
            Progress.done_on,
            Progress.text,
            Progress.difficulties,
            Figure.kind,
            Figure.amount,
            Figure.name,
            Figure.sort,
        )
        .join(Progress, Progress.task_id == pairs.c.from_id)
        .outerjoin(Figure, own)
        .where(
            Progress.done_on >= date(year, 1, 1),
            Progress.done_on <= as_of,
        )
        .order_by(pairs.c.task_id, Progress.done_on, Progress.id, Figure.id)
    )
    found: dict[int, dict[int, ProgressFact]] = defaultdict(dict)
    for row in rows:
        of_task = found[row.task_id]
        one = of_task.get(row.id) or ProgressFact(row.done_on, row.text, row.difficulties)
        if row.kind is not None:
            figure = FigureFact(row.kind, row.amount, row.name, row.sort)
            one = replace(one, figures=(*one.figures, figure))
        of_task[row.id] = one
    return {task_id: list(ones.values()) for task_id, ones in found.items()}
