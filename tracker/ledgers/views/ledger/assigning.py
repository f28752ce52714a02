"""批量交办: ticked rows as a table, assigned one by one on one basis, each with its result."""

from collections.abc import Iterable
from dataclasses import replace

from flask import flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.ledgers.actions.applying import Hand
from tracker.ledgers.forms.assigning import AssignAllForm, assign_all_form
from tracker.ledgers.pages.assigning import AssignLine, AssignPage
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.ledger.ticked import Ticked, refusal_of, ticked_tasks
from tracker.tasks import actions
from tracker.tasks.access import TaskAtWork, task_at_work
from tracker.tasks.models import Task
from tracker.tasks.queries import Office, office_of
from tracker.tasks.rules.deadlines import days_of_unit, propose_due
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.people import only_named
from tracker.web.database import reading
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.workdays.queries import load_calendar

_UNFIT = 422
# Where rules speak of a field that a line calls otherwise.
_FIELDS = {
    "standard": "standard",
    "handler_id": "handler",
    "leader_id": "leader",
    "due_on": "due",
}


@bp.get("/assign")
@requires(Permission.REPORT_IMPORT)
def assigning() -> BaseResponse:
    with reading() as session:
        ticked, office = _opened(session)
        if not ticked.tasks and not ticked.left_out:
            flash("请先在台账里勾选要交办的任务。", "warn")
            return go_to(url_for("tasks.ledger", state=State.UNASSIGNED.value))
        form = assign_all_form((one.id for one in ticked.tasks), office)
        form.done_on.data = clock.today()
        for one in ticked.tasks:
            _fill(form, one, office)
        return render(_page(form, ticked))


@bp.post("/assign")
@requires(Permission.REPORT_IMPORT)
def assign_all() -> BaseResponse:
    """Assign each ticked line in a transaction of its own; what is refused stays ticked with the reason."""
    with reading() as session:
        ticked, office = _opened(session)
    form = assign_all_form((one.id for one in ticked.tasks), office)
    fine = form.validate_on_submit()
    if request.form.get("do") == "fill":
        form.fill_lines()
        return render(_page(form, ticked))
    if fine and not form.basis:
        form.refuse(InvalidError("请写明依据：会议名称和日期，或者文号。", "meeting"))
    elif fine and not form.taken:
        form.refuse(InvalidError("没有勾选任何一项。"))
    elif fine:
        return _assign(form, ticked, office)
    return render(_page(form, ticked), _UNFIT)


def _opened(session: Session) -> tuple[Ticked, Office | None]:
    ticked = ticked_tasks(session, (State.UNASSIGNED,), "交办")
    unit = ticked.tasks[0].unit if ticked.tasks else None
    return ticked, office_of(session, unit, clock.today()) if unit else None


def _assign(form: AssignAllForm, ticked: Ticked, office: Office | None) -> BaseResponse:
    refused = {one: reason for one in form.taken if (reason := _take(form, one, office))}
    done = [one for one in form.taken if one not in refused]
    if not refused:
        flash(f"已交办{len(done)}项，可以打印任务分解表、问题认领表。", "good")
        return go_to(url_for("ledgers.prints", ids=done))
    left = replace(ticked, tasks=tuple(one for one in ticked.tasks if one.id not in done))
    return render(_page(form, left, refused, done), _UNFIT)


def _take(form: AssignAllForm, task_id: int, office: Office | None) -> str:
    """Assign one line; answer why it was refused, or nothing."""
    line = form.line(task_id)
    hand = Hand(viewer(), clock.now(), form.done_on.data)

    def write(session: Session) -> None:
        work = task_at_work(session, viewer(), task_id, version=line["version"].data)
        try:
            _assign_one(session, work, form, hand, office)
        except InvalidError as error:
            field = _FIELDS.get(error.field or "")
            if field:
                line[field].errors = (*line[field].errors, error.message)
            raise

    return refusal_of(write)


def _assign_one(
    session: Session, work: TaskAtWork, form: AssignAllForm, hand: Hand, office: Office | None
) -> None:
    task, kind = work.task, TaskKind(form.line(work.task.id)["kind"].data)
    days = days_of_unit(task.unit.at_once_days, task.unit.by_stages_days)
    calendar, ends_on = load_calendar(session, task.unit_id), task.problem.ends_on
    proposed = propose_due(kind, hand.today, calendar, days, ends_on=ends_on)
    order = form.order(task.id, proposed)
    people = [(one.person_id, one.name) for one in office.people] if office else []
    units = office.units if office else ()
    order = replace(
        order,
        # 立行立改 names no day: the day beside it is for reminders, the wording stays.
        due_text=task.due_text if task.due_on in {None, order.due_on} else "",
        handler_text=_wording(order.handler_text, order.handler_id, people),
        leader_text=_wording(order.leader_text, order.leader_id, people),
        lead_unit_text=_wording(order.lead_unit_text, order.lead_unit_id, units),
        helping_text=task.helping_text,
    )
    actions.assign(session, work, hand.deed, order)


def _wording(text: str, chosen: int | None, pairs: Iterable[tuple[int, str]]) -> str:
    """Answer the wording of the paper (各村党组织书记), unless it names another than the one chosen."""
    return text if chosen is None or only_named(text, pairs) in {None, chosen} else ""


def _fill(form: AssignAllForm, task: Task, office: Office | None) -> None:
    """Let a line begin with what the report says."""
    people = office.people if office else ()
    workers = [(one.person_id, one.name) for one in people if one.works]
    leaders = [(one.person_id, one.name) for one in people if one.leads]
    units = office.units if office else ()
    line = form.line(task.id)
    line["take"].data = True
    line["standard"].data, line["kind"].data = task.standard, task.kind.value
    line["handler"].data = task.handler_id or only_named(task.handler_text, workers)
    line["leader"].data = task.leader_id or only_named(task.leader_text, leaders)
    line["unit"].data = task.lead_unit_id or only_named(task.lead_unit_text, units)
    for name, text, pairs in (
        ("handler", task.handler_text, workers),
        ("leader", task.leader_text, leaders),
        ("unit", task.lead_unit_text, units),
    ):
        said = {one_name for one_id, one_name in pairs if one_id == line[name].data}
        line[f"{name}_text"].data = "" if text in said else text
    line["due"].data = task.due_on
    line["version"].data = task.version


def _page(
    form: AssignAllForm,
    ticked: Ticked,
    refused: dict[int, str] | None = None,
    done: list[int] | None = None,
) -> AssignPage:
    ids = [one.id for one in ticked.tasks]
    return AssignPage(
        form=form,
        lines=tuple(
            AssignLine(
                one,
                url_for("tasks.show", task_id=one.id),
                form.line(one.id),
                (refused or {}).get(one.id, ""),
            )
            for one in ticked.tasks
        ),
        left_out=ticked.left_out,
        done=len(done or ()),
        done_prints_url=url_for("ledgers.prints", ids=done or None),
        url=url_for("ledgers.assign_all"),
        draft_url=url_for("ledgers.print_out", which="comment", ids=ids),
        claims_url=url_for("ledgers.print_out", which="claims", ids=ids),
    )
