"""Fetching one task, or a part of it, with the right to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarResult, Select, bindparam, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ForbiddenError, NotFoundError, StaleError
from tracker.core.many import among_told
from tracker.core.statements import built_once
from tracker.tasks.models import Evidence, Task, TaskLink, Trace
from tracker.tasks.queries import parties_of, seen_by, trail_of, whole
from tracker.tasks.rules.people import Parties


@dataclass(frozen=True, slots=True)
class TaskAtWork:
    """A task locked for a step, with its trail and its parties.

    ``alone`` is known of a task that is about the matter of no other one.
    """

    task: Task
    trail: Sequence[Trace]
    parties: Parties
    alone: bool = False


def task_for(session: Session, viewer: Viewer, task_id: int) -> Task:
    """Answer a task that the viewer may see, whole.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to it.
    """
    found: ScalarResult[Task] = session.scalars(_whole_for(viewer), {"task_id": task_id})
    task = found.unique().one_or_none()
    if task is None:
        raise NotFoundError
    return task


# Every page and step of a task begins with it.
@built_once
def _whole_for(viewer: Viewer) -> Select[Task]:
    return whole(seen_by(viewer).where(Task.id == bindparam("task_id")))


def task_with_number(session: Session, viewer: Viewer, unit_id: int, number: str) -> Task:
    """Answer the task with a number in a unit that the viewer may see, whole.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to it.
    """
    wanted = seen_by(viewer).where(Task.unit_id == unit_id, Task.number == number)
    task = session.scalars(whole(wanted)).unique().one_or_none()
    if task is None:
        raise NotFoundError
    return task


def hold_tasks(session: Session, task_ids: Iterable[int]) -> Sequence[int]:
    """Lock tasks, and those about the same matters, in the order of their ids, so that nobody waits in a circle.

    Work on a linked task is noted on the others, too. Whoever takes steps on several tasks in one transaction holds
    all of them first, and the unit, where numbers are given or a year is sealed, only behind them. Answers the ids.
    """
    held = session.scalars(_TO_HOLD, {"ids": list(task_ids)}).all()
    # Where a unit was read before the wait, its year may have been sealed meanwhile.
    for unit in [one for one in session.identity_map.values() if isinstance(one, Unit)]:
        session.expire(unit, ["sealed_until"])
    return held


_MATTERS = select(TaskLink.matter_id).where(among_told(TaskLink.task_id, "ids"))
_ALIKE = select(TaskLink.task_id).where(TaskLink.matter_id.in_(_MATTERS))
# One list of ids: with an "or" beside a query, PostgreSQL would look at every task of the ledger.
_AT_ONCE = select(Task.id).where(among_told(Task.id, "ids")).union(_ALIKE)
_TO_HOLD = select(Task.id).where(Task.id.in_(_AT_ONCE)).order_by(Task.id).with_for_update()


def task_at_work(
    session: Session, viewer: Viewer, task_id: int, *, version: int | None = None
) -> TaskAtWork:
    """Answer a task locked for a step; ``version`` is the one that the form was shown with.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to it.
        ForbiddenError: the viewer only watches.
        StaleError: somebody else moved the task since the form was shown.
    """
    # The lock comes first: what is checked below must still hold when the step is written.
    held = hold_tasks(session, [task_id])
    task = task_for(session, viewer, task_id)
    if not _takes_part(viewer, task):
        raise ForbiddenError("您只有查看权限，不能办理这项任务。")
    trail = trail_of(session, task)
    if version is not None and version != task.version:
        raise StaleError(trail[-1].actor_name if trail else None)
    parties = parties_of(session, task, trail, viewer.on)
    return TaskAtWork(task, trail, parties, alone=len(held) == 1)


def evidence_for(session: Session, viewer: Viewer, evidence_id: int) -> Evidence:
    """Answer a piece of evidence of a task that the viewer may see.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to its task.
    """
    evidence = session.get(Evidence, evidence_id)
    if evidence is None:
        raise NotFoundError
    task_for(session, viewer, evidence.task_id)
    return evidence


def evidence_to_manage(session: Session, viewer: Viewer, evidence_id: int) -> tuple[Evidence, Task]:
    """Answer a piece of evidence, and its task, to an administrator of the ledger; its content stays unread.

    Raises:
        NotFoundError: there is none, or its ledger is beyond the administrator's reach.
    """
    found = session.get(Evidence, evidence_id)
    task = session.get(Task, found.task_id, options=[joinedload(Task.unit)]) if found else None
    if found is None or task is None or not may(viewer, Permission.EVIDENCE_MANAGE, task.unit_id):
        raise NotFoundError
    return found, task


def _takes_part(viewer: Viewer, task: Task) -> bool:
    if viewer.person_id in {task.handler_id, task.leader_id, task.acceptor_id}:
        return True
    if any(unit_id == task.unit_id for _, unit_id in viewer.stands_for):
        return True
    return may(viewer, Permission.TASK_STEP, task.unit_id) or (
        task.lead_unit_id is not None and may(viewer, Permission.TASK_STEP, task.lead_unit_id)
    )
