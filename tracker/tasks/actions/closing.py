"""审签, 初审, 审定, 退回, 复核, 反复: how a task is closed and opened again."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import Move, current_round, prepare
from tracker.tasks.models import TaskRound
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.kinds import ResultWord
from tracker.tasks.rules.lifecycle import State, Step, WrongStateError
from tracker.tasks.rules.orders import ReturnKind, need_note
from tracker.tasks.rules.parties import approval_due


def approve(session: Session, work: TaskAtWork, deed: Deed, *, sustained: bool = False) -> None:
    """Agree to a closure in the step of the chain that is due; the last one closes the task.

    ``sustained`` asks for 长期坚持 (stage target reached, reviewed each quarter) instead of 已销号 and matters
    only in the last step.

    Raises:
        WrongStateError: no approval is due.
    """
    step = approval_due(work.task.state)
    if step is None:
        raise WrongStateError(work.task.state, Step.ACCEPT)
    move = prepare(session, work, step, deed, sustained=sustained)
    if move.to_state is State.CLOSED:
        _close(move)
    if move.to_state is State.SUSTAINED:
        current_round(work.task).sustained_on = deed.done_on
        work.task.result_word = ResultWord.SUSTAINED
    move.write()


def send_back(session: Session, work: TaskAtWork, deed: Deed, kind: ReturnKind) -> None:
    """Send a submission back, saying what is missing (退回).

    Raises:
        InvalidError: nothing is said about what is missing.
    """
    move = prepare(session, work, Step.RETURN, deed)
    need_note(deed, "请写明缺什么、要补什么。")
    current_round(work.task).submitted_on = None
    move.write({"kind": kind.value})


def confirm_lasting(session: Session, work: TaskAtWork, deed: Deed) -> None:
    """Close a sustained task after its review (复核完成)."""
    move = prepare(session, work, Step.CONFIRM_LASTING, deed)
    _close(move)
    move.write()


def relapse(session: Session, work: TaskAtWork, deed: Deed, *, due_on: date) -> None:
    """Open a sustained task again because the problem came back (出现反复): a new round."""
    move = prepare(session, work, Step.RELAPSE, deed)
    _start_round(move, due_on)


def reopen(session: Session, work: TaskAtWork, deed: Deed, *, basis: str, due_on: date) -> None:
    """Open a closed task again with reason and basis (回头看发现反复): a new round.

    Dates and figures of earlier rounds never change.

    Raises:
        InvalidError: reason or basis is missing.
    """
    move = prepare(session, work, Step.REOPEN, deed)
    if not basis:
        raise InvalidError("请写明依据（检查、回访的名称和日期）。", "basis")
    _start_round(move, due_on, basis)


def _close(move: Move) -> None:
    task = move.task
    task.closed_on = move.deed.done_on
    task.result_word = ResultWord.DONE
    current_round(task).closed_on = move.deed.done_on


def _start_round(move: Move, due_on: date, basis: str = "") -> None:
    need_note(move.deed, "请写明反复的情况。")
    if due_on < move.deed.done_on:
        raise InvalidError("新的整改时限不能早于办理日期。", "due_on")
    task = move.task
    facts = {"round": [task.round, task.round + 1], "due_on": [None, due_on.isoformat()]}
    task.round += 1
    task.closed_on = None
    task.result_word = None
    task.outcome = ""
    task.due_on = due_on
    task.due_text = ""
    task.due_version += 1
    task.rounds.append(
        TaskRound(
            number=task.round, started_on=move.deed.done_on, original_due_on=due_on, due_on=due_on
        )
    )
    move.write(facts | ({"basis": basis} if basis else {}))
