"""延期, 暂缓, 并入, 终止: what happens beside the straight way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.errors import ForbiddenError, InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import Move, current_round, prepare, write_beside
from tracker.tasks.models import Extension, ExtensionState, Task
from tracker.tasks.queries import extensions_of, trail_of
from tracker.tasks.rules.deadlines import check_extension
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import FINAL, State, Step
from tracker.tasks.rules.orders import need_note


def ask_extension(
    session: Session, work: TaskAtWork, deed: Deed, *, proposed_on: date
) -> Extension:
    """Ask for more time with a reason; after the deadline it is a late request (补办延期).

    Raises:
        InvalidError: no reason, no deadline, the new day is not later, or a request is still open.
    """
    move = prepare(session, work, Step.ASK_EXTENSION, deed)
    need_note(deed, "请写明延期原因和目前进展。")
    if _open_request(session, work.task) is not None:
        raise InvalidError("已有一份延期申请等待批复。")
    late = check_extension(work.task.due_on, proposed_on, deed.done_on)
    assert work.task.due_on is not None
    extension = Extension(
        task_id=work.task.id,
        round=work.task.round,
        asked_on=deed.done_on,
        reason=deed.note,
        due_before=work.task.due_on,
        proposed_on=proposed_on,
        late=late,
    )
    session.add(extension)
    move.write({"proposed_on": proposed_on.isoformat(), "late": late})
    return extension


def grant_extension(
    session: Session, work: TaskAtWork, deed: Deed, *, due_on: date | None = None
) -> None:
    """Agree to the open request: the deadline moves, the original one is kept for ever.

    ``due_on`` is another day than the proposed one, where the decider sets one.

    Raises:
        InvalidError: the day that was set is not later than the present deadline.
    """
    move = prepare(session, work, Step.GRANT_EXTENSION, deed)
    extension = _waiting_request(session, work.task)
    granted = due_on or extension.proposed_on
    if granted <= extension.due_before:
        raise InvalidError("批准的时限要晚于现在的时限。", "due_on")
    agree(work.task, extension, deed, granted)
    move.write({"due_on": [extension.due_before.isoformat(), granted.isoformat()]})


def agree(task: Task, extension: Extension, deed: Deed, granted: date) -> None:
    """Move the deadline of a task's running round to the day that was agreed to; the original one is kept for ever."""
    _decide(extension, deed, ExtensionState.GRANTED)
    extension.granted_on = granted
    task.due_on = granted
    task.due_text = ""
    task.due_version += 1
    running = current_round(task)
    running.due_on = granted
    running.extended = True
    running.extended_late = running.extended_late or extension.late


def refuse_extension(session: Session, work: TaskAtWork, deed: Deed) -> None:
    """Refuse the open request, saying why."""
    move = prepare(session, work, Step.REFUSE_EXTENSION, deed)
    need_note(deed, "请写明不同意的理由。")
    extension = _waiting_request(session, work.task)
    _decide(extension, deed, ExtensionState.REFUSED)
    move.write()


def pause(session: Session, work: TaskAtWork, deed: Deed) -> None:
    """Let a task rest, saying why (暂缓)."""
    move = prepare(session, work, Step.PAUSE, deed)
    need_note(deed, "请写明暂缓的原因。")
    work.task.before_pause = work.task.state
    move.write()


def resume(session: Session, work: TaskAtWork, deed: Deed) -> None:
    """Take a resting task up again where it stood (恢复整改)."""
    move = prepare(session, work, Step.RESUME, deed)
    work.task.before_pause = None
    move.write()


def join(session: Session, work: TaskAtWork, deed: Deed, other: Task) -> None:
    """Join a task into another one of the same ledger (并入××号办理); every count stays.

    Raises:
        InvalidError: it is the task itself, one of another ledger, or one that is over: joining what is done
            would close this one without anybody's review.
    """
    move = prepare(session, work, Step.JOIN, deed)
    task = work.task
    if other.id == task.id or other.unit_id != task.unit_id:
        raise InvalidError("请填写本台账里另一项任务的编号。", "joined_to")
    # Locked, so that it is not ended under the hand that joins to it.
    session.refresh(other, ["state", "round", "version"], with_for_update={"of": Task})
    if other.state in FINAL:
        raise InvalidError(f"{other.number}号{other.state.label}，不能并入。", "joined_to")
    lapse_requests(session, task)
    task.joined_to_id = other.id
    task.before_pause = None
    move.write({"joined_to": other.number})
    _tell_target(move, other, Step.TAKE_IN)


def unjoin(session: Session, work: TaskAtWork, deed: Deed) -> None:
    """Take a joined task out again, saying why; it goes on where it stood (取消并入).

    Raises:
        InvalidError: no reason is given.
    """
    move = prepare(session, work, Step.UNJOIN, deed)
    need_note(deed, "请写明取消并入的原因。")
    # The state says so, and a constraint holds both together.
    assert work.task.joined_to_id is not None
    other = session.get_one(Task, work.task.joined_to_id, with_for_update={"of": Task})
    work.task.joined_to_id = None
    move.write()
    _tell_target(move, other, Step.LET_GO)


def _tell_target(move: Move, other: Task, step: Step) -> None:
    """Leave on the task that does the work what was joined to it, or goes its own way again."""
    beside = replace(move.work, task=other, trail=trail_of(move.session, other))
    write_beside(move.session, beside, step, move.deed, {"joined_in": move.task.number})


def end(session: Session, work: TaskAtWork, deed: Deed, *, basis: str) -> None:
    """End a task that is no longer to be done, with the basis (终止).

    Raises:
        InvalidError: the basis is missing, or others are joined to it and would be left without anybody's step.
    """
    move = prepare(session, work, Step.END, deed)
    joined = _joined_to(session, work.task)
    if joined:
        raise InvalidError(f"{'、'.join(joined)}号已并入本项办理，请先取消并入，再终止本项。")
    if not basis:
        raise InvalidError("请写明终止的依据（会议、文号或批示）。", "basis")
    lapse_requests(session, work.task)
    work.task.basis = basis
    work.task.before_pause = None
    move.write({"basis": basis})


def _joined_to(session: Session, task: Task) -> Sequence[str]:
    """Answer the numbers of the tasks that are worked off with this one."""
    joined = select(Task.number).where(Task.joined_to_id == task.id, Task.state == State.JOINED)
    return session.scalars(joined.order_by(Task.number)).all()


def lapse_requests(session: Session, task: Task) -> None:
    """Let a request for more time that nobody answered lapse: the task needs no more time."""
    for one in extensions_of(session, task):
        if one.state is ExtensionState.ASKED:
            one.state = ExtensionState.LAPSED


def _open_request(session: Session, task: Task) -> Extension | None:
    asked = [one for one in extensions_of(session, task) if one.state is ExtensionState.ASKED]
    return asked[0] if asked else None


def _waiting_request(session: Session, task: Task) -> Extension:
    found = _open_request(session, task)
    if found is None:
        raise ForbiddenError("没有等待批复的延期申请。")
    return found


def _decide(extension: Extension, deed: Deed, state: ExtensionState) -> None:
    extension.state = state
    extension.decided_on = deed.done_on
    extension.decided_by = deed.for_name or deed.actor_name
