"""Tasks in any state, brought there by the real actions, step by step, as the cast would."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tests.cast import Cast
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core import clock
from tracker.reports.rules.sources import Source
from tracker.tasks import actions
from tracker.tasks.access import TaskAtWork, task_at_work
from tracker.tasks.models import EvidenceKind, Task, TaskKind
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import Assignment, NewEvidence, NewProgress

TITLE = "督促检查不够经常"
TEXT = "督促检查不够经常。布置多、过问少，部分村没有按月对账。"


def deed(
    viewer: Viewer,
    *,
    on: date | None = None,
    at: datetime | None = None,
    note: str = "",
) -> Deed:
    """Answer a deed of one's own."""
    at = at or clock.now()
    return Deed(
        actor_id=viewer.person_id,
        actor_name=viewer.name,
        at=at,
        done_on=on or clock.day_of(at),
        note=note,
    )


def recorded(
    by: Viewer,
    for_: Viewer | str,
    *,
    means: Means = Means.CHAT,
    on: date | None = None,
    form: int | None = None,
    note: str = "",
) -> Deed:
    """Answer a deed that ``by`` types for somebody else."""
    at = clock.now()
    return Deed(
        actor_id=by.person_id,
        actor_name=by.name,
        at=at,
        done_on=on or clock.day_of(at),
        means=means,
        for_id=None if isinstance(for_, str) else for_.person_id,
        for_name=for_ if isinstance(for_, str) else for_.name,
        signed_form_id=form,
        note=note,
    )


def open_task(
    session: Session,
    cast: Cast,
    *,
    title: str = TITLE,
    text: str = TEXT,
    year: int = 2025,
    town: str = "qinghe",
) -> Task:
    """Open a task in the town's ledger."""
    clerk = cast["zhoumin"] if town == "qinghe" else cast["wutao"]
    unit = session.get_one(Unit, cast.units[town])
    new = actions.NewProblem(year=year, source=Source.SELF_CHECK, title=title, text=text)
    return actions.open_problems(session, unit, [new], deed(clerk))[0]


def order(cast: Cast, *, due_on: date | None = None) -> Assignment:
    """Answer an assignment to 李强 of 财政所, led by 王立新."""
    return Assignment(
        standard="每月逐村对账一次，有记录",
        handler_id=cast["liqiang"].person_id,
        leader_id=cast["wanglixin"].person_id,
        kind=TaskKind.BY_STAGES,
        due_on=due_on or clock.today() + timedelta(days=60),
        lead_unit_id=cast.units["qinghe-finance"],
        measures=("建立党委重点工作月清单",),
    )


def at_work(session: Session, viewer: Viewer, task: Task) -> TaskAtWork:
    """Lock a task for a step, as a view does."""
    session.flush()
    session.expire(task)
    return task_at_work(session, viewer, task.id)


def bring_to(session: Session, cast: Cast, state: State, *, due_on: date | None = None) -> Task:
    """Open a task and bring it to a state of the straight way, each step by the one whose turn it is."""
    task = open_task(session, cast)
    for one in _WAY:
        if task.state is state:
            return task
        one(session, cast, task, due_on)
    assert task.state is state, task.state
    return task


def _assign(session: Session, cast: Cast, task: Task, due_on: date | None) -> None:
    clerk = cast["zhoumin"]
    actions.assign(session, at_work(session, clerk, task), deed(clerk), order(cast, due_on=due_on))


def _sign_for(session: Session, cast: Cast, task: Task, _due_on: date | None) -> None:
    handler = cast["liqiang"]
    actions.sign_for(session, at_work(session, handler, task), deed(handler))


def _submit(session: Session, cast: Cast, task: Task, _due_on: date | None) -> None:
    handler = cast["liqiang"]
    work_in(session, cast, task)
    outcome = "14个村全部按月对账。"
    actions.submit(session, at_work(session, handler, task), deed(handler), outcome=outcome)


def _countersign(session: Session, cast: Cast, task: Task, _due_on: date | None) -> None:
    leader = cast["wanglixin"]
    actions.approve(session, at_work(session, leader, task), deed(leader))


def _review(session: Session, cast: Cast, task: Task, _due_on: date | None) -> None:
    clerk = cast["zhoumin"]
    actions.approve(session, at_work(session, clerk, task), deed(clerk))


def _accept(session: Session, cast: Cast, task: Task, _due_on: date | None) -> None:
    secretary = cast["chenguodong"]
    actions.approve(session, at_work(session, secretary, task), deed(secretary))


def work_in(session: Session, cast: Cast, task: Task) -> None:
    """Report progress and hand in a paper original, as the handler."""
    handler = cast["liqiang"]
    progress = NewProgress(text="已建立月清单，逐村对账。")
    actions.report(session, at_work(session, handler, task), deed(handler), progress)
    paper = NewEvidence(kind=EvidenceKind.MINUTES, title="对账记录", paper_place="党建办3号盒")
    actions.hand_in(session, at_work(session, handler, task), deed(handler), paper)


_WAY = (_assign, _sign_for, _submit, _countersign, _review, _accept)
