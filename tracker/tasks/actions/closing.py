"""审签, 初审, 审定, 退回, 复核, 反复: how a task is closed and opened again."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Role
from tracker.core.clock import day_of
from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.exceptions import lapse_requests
from tracker.tasks.actions.moves import Move, current_round, prepare
from tracker.tasks.models import TaskRound
from tracker.tasks.queries import leaders_above
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.kinds import ResultWord
from tracker.tasks.rules.lifecycle import State, Step, WrongStateError
from tracker.tasks.rules.orders import ReturnKind, need_note
from tracker.tasks.rules.parties import approval_due, may_accept_for_secretary, secretary_is_barred


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
    before = work.task.result_word
    if move.to_state is State.CLOSED:
        _close(move)
    if move.to_state is State.SUSTAINED:
        lapse_requests(session, work.task)
        current_round(work.task).sustained_on = deed.done_on
        work.task.result_word = ResultWord.SUSTAINED
    said = {"result_word": [before, work.task.result_word]} if before else {}
    move.write(said if before is not work.task.result_word else {})


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
    """Name who decides in the secretary's place: another leader of the office, or one of the unit above it.

    Somebody of the unit above, who else reads only what was reported, sees this one task from now on.

    Raises:
        InvalidError: a secretary is left who can decide, or the one named cannot.
    """
    move = prepare(session, work, Step.NAME_ACCEPTOR, deed)
    if not secretary_is_barred(work.parties):
        raise InvalidError("书记没有参与本次整改，由书记审定，不用另外指定。")
    task = work.task
    above = dict(leaders_above(session, task.unit_id, day_of(deed.at)))
    if acceptor_id in above and acceptor_id not in work.parties.barred_from(Step.ACCEPT):
        task.acceptor_id = acceptor_id
        move.write({"acceptor_id": acceptor_id, "acceptor": above[acceptor_id], "from_above": True})
        return
    named = next((one for one in work.parties.colleagues if one.person_id == acceptor_id), None)
    if named is None or Role.LEADER not in named.roles:
        raise InvalidError("请选择本单位的另一位领导，或上级单位的负责人。", "acceptor_id")
    if not may_accept_for_secretary(acceptor_id, work.parties):
        raise InvalidError(f"{named.name}也参与过本次整改或已经签过，请另选一位。", "acceptor_id")
    task.acceptor_id = None
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


def recheck(session: Session, work: TaskAtWork, deed: Deed, *, checked_by: str, way: str) -> None:
    """Record that a closed task was looked at again and still holds (回头看); it stays closed.

    Raises:
        InvalidError: nothing is said of what was found, or by whom and how.
    """
    move = prepare(session, work, Step.RECHECK, deed)
    need_note(deed, "请写明看了什么、结果怎样。")
    if not checked_by:
        raise InvalidError("请写明检查人员。", "checked_by")
    if not way:
        raise InvalidError("请写明检查方式和地点。", "way")
    move.write({"checked_by": checked_by, "way": way, "result": "巩固，没有反复"})


def reopen(
    session: Session, work: TaskAtWork, deed: Deed, *, basis: str, due_on: date, agreed_by: str
) -> None:
    """Open a closed task again with reason and basis, a leader having agreed (回头看发现反复): a new round.

    Dates and figures of earlier rounds never change.

    Raises:
        InvalidError: reason or basis is missing, or no leader agreed.
    """
    move = prepare(session, work, Step.REOPEN, deed)
    if not basis:
        raise InvalidError("请写明依据（检查、回访的名称和日期）。", "basis")
    if not agreed_by:
        raise InvalidError("请写明哪位责任领导同意重新整改。", "agreed_by")
    _start_round(move, due_on, {"basis": basis, "agreed_by": agreed_by})


def _close(move: Move) -> None:
    task = move.task
    lapse_requests(move.session, task)
    task.closed_on = move.deed.done_on
    task.result_word = ResultWord.DONE
    current_round(task).closed_on = move.deed.done_on


def _start_round(move: Move, due_on: date, told: Mapping[str, str] | None = None) -> None:
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
    task.acceptor_id = None
    task.rounds.append(
        TaskRound(
            number=task.round, started_on=move.deed.done_on, original_due_on=due_on, due_on=due_on
        )
    )
    move.write(facts | dict(told or {}))
