"""套表: the workbooks of superiors, uploaded, filled, downloaded."""

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError, InvalidError, NotFoundError
from tracker.core.text import clean_file_name
from tracker.documents.reader.gate import LARGEST_FILE
from tracker.documents.rules.failures import FileReadingError
from tracker.ledgers.access.their_form import filling_for
from tracker.ledgers.actions import their_form as deeds
from tracker.ledgers.forms.their_form import TheirFormUpload, told_matches
from tracker.ledgers.pages.their_form import TheirFormsPage
from tracker.ledgers.queries.their_form import recent_fillings
from tracker.ledgers.reader.their_form import fill, look_at
from tracker.ledgers.rules.their_form.header import TheirHeader, find_header
from tracker.ledgers.rules.their_form.proposal import likeliest
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.keeping import keep_for
from tracker.ledgers.views.their_form.opened import open_filling, result_of
from tracker.reports.access import unit_to_import_into
from tracker.reports.queries import units_to_import_into
from tracker.web.database import file_store, reading, transaction
from tracker.web.downloads import EXCEL, download
from tracker.web.htmx import go_to
from tracker.web.render import render

FILLING = "their-forms/<int(max=2147483647):filling_id>"
_UNFIT = 422


@bp.get("/their-forms")
@requires(Permission.REPORT_IMPORT)
def their_forms() -> Response:
    with reading() as session:
        return _page(session, _form(session))


@bp.post("/their-forms")
@requires(Permission.REPORT_IMPORT)
def upload_their_form() -> BaseResponse:
    with reading() as session:
        form = _form(session)
        if not form.validate_on_submit():
            return _page(session, form, _UNFIT)
    name = clean_file_name(form.file.data.filename or "")
    content = form.file.data.read()
    try:
        header = find_header(likeliest(look_at(content, name)))
        return _taken_in(form.unit_id.data, name, content, header)
    except FileReadingError as fault:
        form.file.errors = [fault.sentence]
    except InvalidError as refusal:
        form.refuse(refusal)
    with reading() as session:
        return _page(session, form, _UNFIT)


def _taken_in(unit_id: int, name: str, content: bytes, header: TheirHeader | None) -> BaseResponse:
    with transaction() as session:
        unit = unit_to_import_into(session, viewer(), unit_id)
        new = deeds.NewForm(name, keep_for(session, unit.id, content), header)
        filling = deeds.take_in_form(
            session, unit, new, by=viewer(), at=clock.now(), today=clock.today()
        )
    if not filling.layout:
        return go_to(url_for("ledgers.their_form_columns", filling_id=filling.id))
    flash("认出这张表，已照上次的对应填写，请核对。", "good")
    return go_to(url_for("ledgers.their_form_preview", filling_id=filling.id))


@bp.post(f"/{FILLING}/match")
@requires(Permission.REPORT_IMPORT)
def match_their_rows(filling_id: int) -> BaseResponse:
    with transaction() as session:
        filling = filling_for(session, viewer(), filling_id)
        told = told_matches(request.form)
        deeds.match_by_hand(filling, told)
    flash(
        f"已记下{len(told)}行的对应。" if told else "没有选择要对应的行。",
        "good" if told else "info",
    )
    return go_to(url_for("ledgers.their_form_preview", filling_id=filling_id))


@bp.post(f"/{FILLING}/fill")
@requires(Permission.REPORT_IMPORT)
def fill_their_form(filling_id: int) -> BaseResponse:
    with reading() as session:
        opened = open_filling(session, filling_id)
        layout = opened.layout
        if layout is None:
            return go_to(url_for("ledgers.their_form_columns", filling_id=filling_id))
        result, _, _ = result_of(session, opened, layout)
    if result.refusal:
        raise ConflictError(result.refusal)
    plan = result.plan(opened.grid(layout.sheet))
    try:
        content = fill(opened.content, plan)
    except FileReadingError as fault:
        raise ConflictError(fault.sentence) from fault
    with transaction() as session:
        filling = filling_for(session, viewer(), filling_id)
        kept = keep_for(session, filling.unit_id, content)
        deeds.keep_filled(filling, kept, at=clock.now())
    flash(f"已填好{result.told}。", "good")
    return go_to(url_for("ledgers.their_form_preview", filling_id=filling_id))


@bp.get(f"/{FILLING}/file")
@requires(Permission.REPORT_IMPORT)
def filled_their_form(filling_id: int) -> Response:
    with reading() as session:
        filling = filling_for(session, viewer(), filling_id)
    if filling.filled_hash is None:
        raise NotFoundError
    return download(file_store().read(filling.filled_hash), filling.file_name, EXCEL)


def _form(session: Session) -> TheirFormUpload:
    form = TheirFormUpload()
    units = units_to_import_into(session, viewer())
    form.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
    return form


def _page(session: Session, form: TheirFormUpload, status: int = 200) -> Response:
    ids = [one.value for one in form.unit_id.choices]
    page = TheirFormsPage(
        form=form,
        fillings=recent_fillings(session, ids),
        several_units=len(ids) > 1,
        limit_mb=LARGEST_FILE // 1024 // 1024,
    )
    return render(page, status)
