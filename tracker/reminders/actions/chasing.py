"""Noting that somebody was chased by hand (催办记录)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.reminders.models import Chase
from tracker.reminders.rules.chasing import ChaseWay
from tracker.tasks.models import Task

_LONGEST = 300


def note_chase(  # noqa: PLR0913  what is noted about one talk
    session: Session,
    tasks: Sequence[Task],
    *,
    person_name: str,
    way: ChaseWay,
    done_on: date,
    answered_by: str,
    answer: str,
    by_id: int,
    at: datetime,
    today: date,
) -> list[Chase]:
    """Note one talk about some tasks of one person, a row for each task.

    Raises:
        InvalidError: the day lies ahead, or the answer is too long.
    """
    if not tasks:
        raise InvalidError("请至少选择一项任务。", "tasks")
    if done_on > today:
        raise InvalidError("催办日期不能晚于今天。", "done_on")
    if len(answer) > _LONGEST:
        raise InvalidError(f"答复最长{_LONGEST}个字。", "answer")
    rows = [
        Chase(
            task_id=task.id,
            person_id=task.handler_id,
            person_name=person_name,
            way=way,
            done_on=done_on,
            answered_by=answered_by or (person_name if answer else ""),
            answer=answer,
            by_id=by_id,
            entered_at=at,
        )
        for task in tasks
    ]
    session.add_all(rows)
    return rows
