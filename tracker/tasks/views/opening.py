"""Problems come into the ledger: from a checked report, or registered by hand."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.access import unit_for
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError, InvalidError
from tracker.reports.access import batch_to_check
from tracker.reports.models import Batch
from tracker.reports.queries import units_to_import_into
from tracker.tasks import actions, queries
from tracker.tasks.forms import OpenForm, offer
from tracker.tasks.models import Task
from tracker.tasks.pages import OpenPage
from tracker.tasks.rules.continuing import Continued
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.views.blueprint import bp
from tracker.tasks.views.deeds import own_deed
from tracker.web.addresses import asked_id
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render


class SameProblemError(InvalidError):
    """The ledger already holds a problem with the very same text."""

    def __init__(self, task: Task) -> None:
        super().__init__(f"台账里已有同样的问题（{task.number}），没有重复登记。", "text")
        # The task itself is gone with the transaction that this ends.
        self.task_id, self.number = task.id, task.number


@bp.post("/reports/<int:batch_id>/confirm")
@requires(Permission.REPORT_IMPORT)
def confirm_report(batch_id: int) -> BaseResponse:
    try:
        with transaction() as session:
            batch = batch_to_check(session, viewer(), batch_id, version=_asked_version())
            known = _going_on(session, batch)
            tasks = actions.open_from_batch(session, batch, batch.unit, _deed(), known)
    except ConflictError:  # confirmed before: a second click, or somebody else was faster
        flash("这份报告已经列入台账，没有重复登记。", "info")
        return go_to(url_for("tasks.ledger"))
    flash(_told_of(len(tasks), len(known)), "good")
    # Problems that go on keep their numbers and their year; only new ones stand under that of the report.
    return go_to(url_for("tasks.ledger", year=batch.year if tasks else None))


def _going_on(session: Session, batch: Batch) -> list[Continued]:
    """Answer which findings go on with open problems: as ticked, or the sure ones where nobody was asked."""
    found = queries.continued_by(session, batch)
    if "going_on_asked" not in request.form:
        return [one for one in found if one.ground.sure]
    ticked = set(request.form.getlist("going_on"))
    return [one for one in found if str(one.finding_id) in ticked]


def _told_of(new: int, going_on: int) -> str:
    rest = f"；转入下年度继续整改{going_on}个，仍用原来的编号" if going_on else ""
    return f"已列入台账：问题{new}个{rest}。" + ("下一步请逐项交办。" if new else "")


def _asked_version() -> int:
    """Answer the version with which the report was shown; a form without one is as good as stale."""
    return asked_id(request.form.get("version", "")) or -1


@bp.get("/ledger/new")
@requires(Permission.REPORT_IMPORT)
def open_problem() -> Response:
    with reading() as session:
        form, units = _form(session)
    form.year.data = clock.today().year
    if len(units) == 1:
        form.unit_id.data = units[0].id
    return _page(form)


@bp.post("/ledger/new")
@requires(Permission.REPORT_IMPORT)
def register_problem() -> BaseResponse:
    with reading() as session:
        form, _ = _form(session)
    if not form.validate_on_submit():
        return _page(form, 422)
    try:
        with transaction() as session:
            task = _register(session, form)
    except SameProblemError as error:
        form.refuse(error)
        return _page(form, 422, error)
    except InvalidError as error:
        form.refuse(error)
        return _page(form, 422)
    flash(f"已列入台账，编号 {task.number}。下一步请交办。", "good")
    return go_to(url_for("tasks.show", task_id=task.id))


def _register(session: Session, form: OpenForm) -> Task:
    unit = unit_for(session, viewer(), form.unit_id.data, Permission.REPORT_IMPORT)
    queries.lock_ledger(session, unit.id)
    problem = form.problem()
    same = queries.task_with_text(session, viewer(), unit.id, problem.year, problem.text)
    if same is not None:
        raise SameProblemError(same)
    return actions.open_problems(session, unit, [problem], _deed())[0]


def _form(session: Session) -> tuple[OpenForm, Sequence[Unit]]:
    form, units = OpenForm(), units_to_import_into(session, viewer())
    offer(form.unit_id, ((one.id, one.name) for one in units))
    return form, units


def _page(form: OpenForm, status: int = 200, same: SameProblemError | None = None) -> Response:
    page = OpenPage(
        form=form,
        url=url_for("tasks.register_problem"),
        ledger_url=url_for("tasks.ledger"),
        same_url=url_for("tasks.show", task_id=same.task_id) if same else None,
        same_number=same.number if same else "",
    )
    return render(page, status)


def _deed() -> Deed:
    return own_deed(viewer(), clock.now())
