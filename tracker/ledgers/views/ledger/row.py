"""Writing inside a row: title, standard and measures, or progress, without leaving the ledger."""

import json
from dataclasses import replace

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleError,
)
from tracker.ledgers.actions.applying import Hand, deed_for
from tracker.ledgers.forms.row import AmendRowForm, ReportRowForm, RowForm
from tracker.ledgers.pages.ledger import RowPage
from tracker.ledgers.pages.row import RowFormPage
from tracker.ledgers.queries.views import views_for
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.ledger.address import LEDGER
from tracker.ledgers.views.ledger.rows import rows_now
from tracker.tasks import actions, queries
from tracker.tasks.access import task_at_work, task_for
from tracker.tasks.forms.fields import lines_of
from tracker.tasks.models import Task
from tracker.tasks.queries.listed import listed
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.orders import Amendment, NewProgress
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render

ID = "<int(max=2147483647):task_id>"
_AMEND, _REPORT = "amend", "report"
_FORMS: dict[str, type[RowForm]] = {_AMEND: AmendRowForm, _REPORT: ReportRowForm}
_WORDS = {_AMEND: "保存修改", _REPORT: "保存进展"}
_MOVED_ON, _UNFIT = 409, 422


@bp.get(f"/rows/{ID}")
@requires(Permission.LEDGER_READ)
def row_of_task(task_id: int) -> BaseResponse:
    """Answer one row alone, when its form is closed without saving."""
    return _row(task_id)


@bp.get(f"/rows/{ID}/<slug>")
@requires(Permission.TASK_STEP)
def row_form(task_id: int, slug: str) -> BaseResponse:
    form = _form(slug)
    if not is_fragment_request():
        return go_to(url_for("tasks.step", task_id=task_id, slug=slug))
    with reading() as session:
        task = task_for(session, viewer(), task_id)
        _fill(form, task)
        return render(_page(session, task, slug, form))


@bp.post(f"/rows/{ID}/<slug>")
@requires(Permission.TASK_STEP)
def save_row(task_id: int, slug: str) -> BaseResponse:
    form = _form(slug)
    if not form.validate_on_submit():
        return _again(task_id, slug, form)
    refused = _refused(task_id, slug, form)
    if refused is not None:
        return refused
    if not is_fragment_request():
        flash("已保存。", "good")
        return go_to(url_for(LEDGER))
    answer = _row(task_id)
    answer.headers["HX-Trigger"] = json.dumps({"toast": {"kind": "good", "text": "已保存"}})
    return answer


def _refused(task_id: int, slug: str, form: RowForm) -> Response | None:
    """Save what was typed; answer the form again when that was refused."""
    try:
        _save(task_id, form)
    except InvalidError as error:
        form.refuse(error)
        return _again(task_id, slug, form)
    except ForbiddenError as error:
        who = f"可以办理的有：{'、'.join(error.who_can)}。" if error.who_can else ""
        return _again(task_id, slug, form, error.reason + who)
    except StaleError as error:
        return _moved_on(task_id, slug, form, error.changed_by or "别人")
    except ConflictError as error:
        return _again(task_id, slug, form, error.message)
    return None


def _form(slug: str) -> RowForm:
    if slug not in _FORMS:
        raise NotFoundError
    return _FORMS[slug]()


def _fill(form: RowForm, task: Task) -> None:
    if isinstance(form, AmendRowForm):
        form.title.data, form.standard.data = task.title, task.standard
        form.measures.data = _measures(task)
    if isinstance(form, ReportRowForm):
        form.done_on.data, form.means.data = clock.today(), Means.CHAT.value


def _save(task_id: int, form: RowForm) -> None:
    hand = Hand(viewer(), clock.now(), clock.today())
    with transaction() as session:
        work = task_at_work(session, viewer(), task_id, version=form.version.data)
        if isinstance(form, AmendRowForm):
            wanted = Amendment(
                title=form.title.data,
                standard=form.standard.data or "",
                measures=lines_of(form.measures.data),
            )
            actions.amend(session, work, hand.deed, wanted)
        if isinstance(form, ReportRowForm):
            hand = replace(hand, means=Means(form.means.data))
            deed = deed_for(work, hand, done_on=form.done_on.data)
            actions.report(session, work, deed, NewProgress(text=form.text.data))


def _row(task_id: int) -> Response:
    with reading() as session:
        task = task_for(session, viewer(), task_id)
        view = views_for(session, viewer()).named(request.args.get("view", ""))
        rows = rows_now(session, viewer(), [listed(task)], view.keys, clock.today())
    return render(RowPage(rows[0]))


def _again(task_id: int, slug: str, form: RowForm, message: str = "") -> Response:
    with reading() as session:
        task = task_for(session, viewer(), task_id)
        page = _page(session, task, slug, form, keep_version=True)
    return render(replace(page, message=message), _UNFIT)


def _moved_on(task_id: int, slug: str, form: RowForm, changed_by: str) -> Response:
    """Show what the ledger says now beside what was typed; saved again, what was typed counts."""
    with reading() as session:
        task = task_for(session, viewer(), task_id)
        page = _page(session, task, slug, form)
        now = _now(session, task, slug)
    return render(replace(page, moved_by=changed_by, now=now), _MOVED_ON)


def _now(session: Session, task: Task, slug: str) -> tuple[tuple[str, str], ...]:
    if slug == _AMEND:
        return (
            ("任务名称", task.title),
            ("完成标准", task.standard or "—"),
            ("整改措施", _measures(task) or "—"),
        )
    newest = queries.latest_progress(session, [task]).get(task.id)
    return (("状态", task.state.label), ("最近进展", newest.text if newest else "—"))


def _page(
    session: Session, task: Task, slug: str, form: RowForm, *, keep_version: bool = False
) -> RowFormPage:
    if not keep_version:
        form.version.data, form.version.raw_data = task.version, None
    view = request.args.get("view") or None
    keys = views_for(session, viewer()).named(view or "").keys
    own = viewer().person_id == task.handler_id
    return RowFormPage(
        task=task,
        slug=slug,
        word=_WORDS[slug],
        form=form,
        url=url_for("ledgers.save_row", task_id=task.id, slug=slug, view=view),
        row_url=url_for("ledgers.row_of_task", task_id=task.id, view=view),
        whole_url=url_for("tasks.step", task_id=task.id, slug=slug),
        span=len(keys),
        for_name="" if own or slug != _REPORT else task.handler_text or task.lead_unit_text,
    )


def _measures(task: Task) -> str:
    return "\n".join(one.text for one in task.measures)
