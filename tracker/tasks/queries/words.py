"""Finding tasks by words: in number, title and names, and in the text of their problems."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.tasks.models import Problem, Task

_OF_TASK: tuple[InstrumentedAttribute[Any], ...] = (
    Task.number,
    Task.title,
    Task.handler_text,
    Task.leader_text,
    Task.lead_unit_text,
)
_OF_PROBLEM: tuple[InstrumentedAttribute[Any], ...] = (Problem.text, Problem.category)


def tells(text: str) -> ColumnElement[bool]:
    """Answer whether a text stands in a task or in its problem, as a condition on it."""
    return or_(_stands_in(_OF_TASK, text), Task.problem.has(_stands_in(_OF_PROBLEM, text)))


def few_that_tell(session: Session, text: str, most: int) -> frozenset[int] | None:
    """Answer the ids of all tasks that tell a text, seen or not; None when they are more than ``most``.

    Each table is read through once, which takes a tenth of asking every task for its problem; a frequent text
    is given up as soon as it is known to be one (one statement).
    """
    of_problem = (
        select(Task.id)
        .join(Problem, Problem.id == Task.problem_id)
        .where(_stands_in(_OF_PROBLEM, text))
    )
    own = select(Task.id).where(_stands_in(_OF_TASK, text))
    # A task is found twice at the most; both databases stop reading at the limit.
    ids = frozenset(session.scalars(union_all(of_problem, own).limit(2 * most + 1)))
    return ids if len(ids) <= most else None


def _stands_in(columns: Sequence[InstrumentedAttribute[Any]], text: str) -> ColumnElement[bool]:
    return or_(*(one.contains(text, autoescape=True) for one in columns))
