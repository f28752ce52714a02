"""A step about to be taken, and how the evidence that comes with one is handed in."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from tracker.tasks import actions
from tracker.tasks.access import TaskAtWork, hold_tasks, task_at_work, task_with_number
from tracker.tasks.forms import StepForm
from tracker.tasks.models import Evidence, EvidenceKind, Task
from tracker.tasks.queries import ids_with_numbers
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.orders import NewEvidence
from tracker.tasks.rules.uploads import NewFile


@dataclass(frozen=True, slots=True)
class Taking:
    """A step about to be taken: the locked task, the deed, the form and its kept files."""

    session: Session
    viewer: Viewer
    work: TaskAtWork
    deed: Deed
    form: Any
    files: tuple[NewFile, ...]

    def grown(self) -> "Taking":
        """Answer the same with the trail as it is after a first step."""
        return replace(self, work=task_at_work(self.session, self.viewer, self.work.task.id))


def hold_others(session: Session, task: Task, form: StepForm) -> None:
    """Hold a task together with those that its form names, or that it was joined to, before any of them is worked on."""
    named = ids_with_numbers(session, task.unit_id, form.others) if form.others else ()
    joined = (task.joined_to_id,) if task.joined_to_id else ()
    if named or joined:
        hold_tasks(session, {task.id, *named, *joined})


def with_form(session: Session, work: TaskAtWork, deed: Deed, signed: NewFile | None) -> Deed:
    """Answer a deed with its signed form, kept among the evidence of the task; the same deed without one."""
    if signed is None:
        return deed
    piece = NewEvidence(
        kind=EvidenceKind.SIGNED_FORM,
        title=f"签批件（{deed.for_name}）",
        made_on=signed.taken_on,
        file_hash=signed.sha256,
        file_name=signed.name,
        file_size=signed.size,
    )
    kept = actions.keep_evidence(session, work, deed, piece)
    return replace(deed, signed_form_id=kept.id)


def hand_in_pieces(it: Taking) -> TaskAtWork:
    """Hand in each file as a piece of its own, all in one step; answer the task with its grown trail."""
    actions.hand_in(it.session, it.work, it.deed, *_orders(it))
    return it.grown().work


def hand_in(it: Taking) -> None:
    """Hand pieces in, and use them for the other tasks named in the form, or for none of them."""
    pieces = actions.hand_in(it.session, it.work, it.deed, *_orders(it))
    share_with(it, pieces)


def share_with(it: Taking, pieces: tuple[Evidence, ...]) -> None:
    """Use pieces for every task named in the form (也用于).

    Raises:
        InvalidError: one of the numbers is unknown, or its task cannot take evidence from this person now.
    """
    for number in it.form.others:
        _share_with(it, pieces, number)


def _share_with(it: Taking, pieces: tuple[Evidence, ...], number: str) -> None:
    task = it.work.task
    if number == task.number:
        raise InvalidError(f"{number} 就是本任务，请填写其他任务的编号。", "also")
    try:
        other = task_with_number(it.session, it.viewer, task.unit_id, number)
        work = task_at_work(it.session, it.viewer, other.id)
        actions.share(it.session, work, it.deed, pieces)
    except NotFoundError as error:
        raise InvalidError(f"您能看到的任务里没有 {number} 这个编号，请核对。", "also") from error
    except ConflictError as error:
        raise InvalidError(f"{number}：{error.message}", "also") from error
    except ForbiddenError as error:
        who = "、".join(error.who_can)
        raise InvalidError(
            f"{number}：{error.reason}" + (f"可由{who}办理。" if who else ""), "also"
        ) from error


def _orders(it: Taking) -> list[NewEvidence]:
    """Answer the pieces of the form, with the wording of the measure and the piece that they replace."""
    orders: list[NewEvidence] = it.form.orders(it.files)
    chosen = it.form.measure_id.data
    measure = next((one.text for one in it.work.task.measures if one.id == chosen), "")
    replaces = it.form.replaces_id.data if "replaces_id" in it.form else None
    if replaces is not None and len(orders) > 1:
        raise InvalidError("换新版本一次只能交一个文件。", "files")
    return [replace(one, measure=measure, replaces_id=replaces) for one in orders]
