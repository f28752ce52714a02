"""A task as lists show it: plain columns, read at a fraction of what a whole task with its problem costs."""

from datetime import date
from typing import Any, NamedTuple

from tracker.tasks.models import Problem, Task
from tracker.tasks.rules.lifecycle import State


class ListedTask(NamedTuple):
    """One task of a list; the fields are those of the task, ``text`` is what its problem says."""

    id: int
    unit_id: int
    problem_id: int
    year: int
    number: str
    title: str
    text: str
    state: State
    round: int
    due_on: date | None
    due_text: str
    moved_on: date | None
    handler_id: int | None
    handler_text: str
    leader_id: int | None
    leader_text: str
    lead_unit_text: str


AnyTask = Task | ListedTask


class LatestProgress(NamedTuple):
    """The newest report of progress that counts for a task: its words and the day that it tells of."""

    text: str
    done_on: date


# What a statement selects for it, from tasks joined with their problems.
LISTED: tuple[Any, ...] = tuple(
    Problem.text if name == "text" else getattr(Task, name) for name in ListedTask._fields
)


def listed(task: Task) -> ListedTask:
    """Answer a whole task, its problem loaded, as lists show it."""
    own = {name: getattr(task, name) for name in ListedTask._fields if name != "text"}
    return ListedTask(text=task.problem.text, **own)
