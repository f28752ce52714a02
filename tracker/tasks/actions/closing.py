"""审签, 初审, 审定, 退回, 复核, 反复: how a task is closed and opened again."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Role
from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.exceptions import lapse_requests
from tracker.tasks.actions.moves import Move, current_round, prepare
from tracker.tasks.models import TaskRound
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.kinds import ResultWord
from tracker.tasks.rules.lifecycle import State, Step, WrongStateError
from tracker.tasks.rules.orders import ReturnKind, need_note
from tracker.tasks.rules.parties import approval_due, secretary_took_part


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
        lapse_requests(session, work.task)
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


def name_acceptor(session: Session, work: TaskAtWork, deed: Deed, *, acceptor_id: int) -> None:
    """Name the leader who decides in the secretary's place, because the secretary took part in the round.

    Raises:
        InvalidError: a secretary is left who can decide, or the one named cannot.
    """
    move = prepare(session, work, Step.NAME_ACCEPTOR, deed)
    if not secretary_took_part(work.parties):
        raise InvalidError("书记没有参与本次整改，由书记审定，不用另外指定。")
    named = next((one for one in work.parties.colleagues if one.person_id == acceptor_id), None)
    if named is None or Role.LEADER not in named.roles:
        raise InvalidError("请选择本单位的另一位领导。", "acceptor_id")
    if acceptor_id in work.parties.workers:
        raise InvalidError(f"{named.name}也参与过本次整改，请另选一位。", "acceptor_id")
    move.write({"acceptor_id": named.person_id, "acceptor": named.name})


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
    lapse_requests(move.session, task)
    task.closed_on = move.deed.done_on
    task.result_word = ResultWord.DONE
    current_round(task).closed_on = move.deed.done_on


def _start_round(move: Move, due_on: date, basis: str = "") -> None:
    need_note(move.deed, "请写明反复的情况。")
    if due_on < move.deed.done_on:
        raise InvalidError("新的整改时限不能早于办理日期。", "due_on")
    task = move.task
    before = task.due_on.isoformat() if task.due_on else None
    facts = {"round": [task.round, task.round + 1], "due_on": [before, due_on.isoformat()]}
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
