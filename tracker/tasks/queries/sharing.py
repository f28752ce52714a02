"""关联: whose progress and evidence count for a task, for many tasks at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ScalarSelect, Select, Subquery, select, union_all
from sqlalchemy.orm import aliased

from tracker.tasks.models import Task, TaskLink

TaskIds = Select[Any] | ScalarSelect[Any] | BindParameter[Any] | Sequence[int]


def sharing(task_ids: TaskIds) -> Subquery:
    """Answer pairs (task_id, from_id): what was entered on ``from_id`` counts for ``task_id``.

    That is the task itself, and every other task about the same matter.
    """
    mine, theirs = aliased(TaskLink), aliased(TaskLink)
    own = select(Task.id.label("task_id"), Task.id.label("from_id")).where(Task.id.in_(task_ids))
    linked = (
        select(mine.task_id, theirs.task_id)
        .join(theirs, theirs.matter_id == mine.matter_id)
        .where(mine.task_id.in_(task_ids), theirs.task_id != mine.task_id)
    )
    return union_all(own, linked).subquery("sharing")
