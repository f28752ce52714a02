"""Progress pasted as two columns from a workbook: shown old and new, then kept through the tasks' own steps."""

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError, ForbiddenError, InvalidError
from tracker.ledgers.actions.applying import Hand, apply_changes
from tracker.ledgers.forms.importing import PasteForm, means_from
from tracker.ledgers.pages.importing import PastePage
from tracker.ledgers.queries.importing import lines_by_number
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.pasting import Pasted, entries_in, pasted
from tracker.ledgers.views.blueprint import bp
from tracker.reports import queries as report_queries
from tracker.tasks.access import hold_tasks
from tracker.tasks.queries import ids_with_numbers
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_UNFIT = 422


@bp.get("/paste")
@requires(Permission.REPORT_IMPORT)
def paste() -> Response:
    return render(PastePage(_form()))


@bp.post("/paste")
@requires(Permission.REPORT_IMPORT)
def preview_paste() -> BaseResponse:
    """Show what would change; write it when that was asked, all of it or nothing."""
    form = _form()
    if not form.validate_on_submit():
        return render(PastePage(form), _UNFIT)
    if request.form.get("do") != "save":
        with reading() as session:
            return render(PastePage(form, _pasted(session, form)))
    try:
        count = _save(form)
    except (InvalidError, ForbiddenError, ConflictError) as refusal:
        words = getattr(refusal, "message", getattr(refusal, "reason", ""))
        with reading() as session:
            return render(PastePage(form, _pasted(session, form), words), _UNFIT)
    flash(f"已填报{count}项任务的进展。", "good")
    return go_to(url_for("tasks.ledger"))


def _form() -> PasteForm:
    with reading() as session:
        units = report_queries.units_to_import_into(session, viewer())
    form = PasteForm()
    form.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
    if request.method == "GET" and units:
        form.unit_id.data = units[0].id
    return form


def _pasted(session: Session, form: PasteForm) -> Pasted:
    lines = lines_by_number(session, form.unit_id.data, _numbers(form), clock.today())
    return pasted(form.text.data, lines)


def _numbers(form: PasteForm) -> set[str]:
    entries, _ = entries_in(form.text.data)
    return {one.cells[Key.NUMBER] for one in entries}


def _save(form: PasteForm) -> int:
    hand = Hand(viewer(), clock.now(), clock.today(), means=means_from(form.means.data))
    names = frozenset(request.form.getlist("take"))
    with transaction() as session:
        # Whoever pastes the same at once comes second, and finds that the ledger says it already.
        hold_tasks(session, ids_with_numbers(session, form.unit_id.data, _numbers(form)))
        wanted = [one for one in _pasted(session, form).changes if one.name in names]
        if not wanted:
            told = "勾选的内容台账里已经有了，没有再登记。" if names else "没有勾选任何一项。"
            raise InvalidError(told)
        for one in wanted:
            if not one.refusal:
                apply_changes(session, one.task_id, [one], hand)
    return len(wanted)
