"""关联: one matter in several lists; what is entered on one task stands in the trail of all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import current_round, prepare, write_beside
from tracker.tasks.models import Matter, Task, TaskLink
from tracker.tasks.queries import linked_to, trail_of
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import STEPS, State, Step
from tracker.tasks.rules.orders import need_note

_OVER = (State.ENDED, State.JOINED)


def link(session: Session, work: TaskAtWork, deed: Deed, other: TaskAtWork) -> None:
    """Say that two tasks are about one matter; each keeps its number, deadline and closure.

    Raises:
        InvalidError: it is the task itself, both stand in one batch, the other one is over, or they are
            linked already.
    """
    move = prepare(session, work, Step.LINK, deed)
    task, target = work.task, other.task
    _check_pair(task, target)
    mine, theirs = session.get(TaskLink, task.id), session.get(TaskLink, target.id)
    if mine and theirs and mine.matter_id == theirs.matter_id:
        raise InvalidError(f"与{target.number}号已经关联。", "linked_to")
    _join_matters(session, (task, mine), (target, theirs), deed)
    move.write({"linked_to": target.number})
    write_beside(session, other, Step.LINK, deed, {"linked_to": task.number})


def unlink(session: Session, work: TaskAtWork, deed: Deed) -> None:
    """Take a task out of its matter, saying why; from now on it shows only what is its own.

    Raises:
        InvalidError: no reason is given, or the task is linked to nothing.
    """
    move = prepare(session, work, Step.UNLINK, deed)
    need_note(deed, "请写明取消关联的原因。")
    others = linked_to(session, work.task)
    mine = session.get(TaskLink, work.task.id)
    if mine is None or not others:
        raise InvalidError("这项任务没有关联别的任务。")
    session.delete(mine)
    move.write({"unlinked_from": [one.number for one in others]})


def note_on_linked(
    session: Session, work: TaskAtWork, step: Step, deed: Deed, facts: Mapping[str, Any]
) -> None:
    """Leave the trace of a piece of work also on the tasks about the same matter that can take it now.

    So it moves them, too, and whoever did it has worked on their rounds.
    """
    for other in () if work.alone else _open_to(session, work.task, step, deed):
        told = {**facts, "linked_from": work.task.number}
        write_beside(
            session, TaskAtWork(other, trail_of(session, other), work.parties), step, deed, told
        )


def _open_to(session: Session, task: Task, step: Step, deed: Deed) -> Sequence[Task]:
    return [
        one
        for one in linked_to(session, task)
        if one.state in STEPS[step].sources and current_round(one).started_on <= deed.done_on
    ]


def _check_pair(task: Task, other: Task) -> None:
    if other.id == task.id:
        raise InvalidError("请填写另一项任务的编号。", "linked_to")
    if other.unit_id != task.unit_id:
        raise InvalidError("请填写本台账里另一项任务的编号。", "linked_to")
    same = task.problem.batch_id is not None and task.problem.batch_id == other.problem.batch_id
    if same or task.problem_id == other.problem_id:
        raise InvalidError("同一批次里的任务不用关联，可以并入办理。", "linked_to")
    if other.state in _OVER:
        raise InvalidError(f"{other.number}号{other.state.label}，不能关联。", "linked_to")


def _join_matters(
    session: Session,
    mine: tuple[Task, TaskLink | None],
    theirs: tuple[Task, TaskLink | None],
    deed: Deed,
) -> None:
    known = mine[1] or theirs[1]
    matter_id = known.matter_id if known else _new_matter(session, deed)
    if mine[1] and theirs[1]:  # two groups become one
        group = select(TaskLink).where(TaskLink.matter_id == theirs[1].matter_id)
        for one in session.scalars(group).all():
            one.matter_id = matter_id
    for task, link_ in (mine, theirs):
        if link_ is None:
            session.add(TaskLink(task_id=task.id, matter_id=matter_id, linked_on=deed.done_on))


def _new_matter(session: Session, deed: Deed) -> int:
    matter = Matter(created_at=deed.at)
    session.add(matter)
    session.flush()  # links need the matter's id
    return matter.id
