"""Bringing a foreign ledger in: upload, columns, checking and mending, the result."""

from flask import Response, abort, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.core.text import clean_file_name
from tracker.documents.reader.gate import LARGEST_FILE
from tracker.ledgers.access.importing import import_for
from tracker.ledgers.actions import importing as actions
from tracker.ledgers.actions.applying import Hand
from tracker.ledgers.forms.importing import ImportForm, column_choices, told_columns
from tracker.ledgers.models import LedgerImport
from tracker.ledgers.pages.importing import ColumnsPage, ImportsPage, ShownColumn
from tracker.ledgers.queries.importing import drafts_of, fields_of, remembered
from tracker.ledgers.reader.ledgers import OpenedLedger, open_ledger
from tracker.ledgers.rules.importing.entries import entries_of
from tracker.ledgers.rules.importing.headers import Header, header_at
from tracker.ledgers.rules.importing.unseen import told_others, told_unseen
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.keeping import keep_for
from tracker.reports import queries as report_queries
from tracker.reports.access import unit_to_import_into
from tracker.reports.rules.sources import Source
from tracker.web.database import file_store, reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

IMPORT = "imports/<int(max=2147483647):import_id>"
UNFIT = 422
_SAMPLES, _SAMPLE = 3, 40


@bp.get("/imports")
@requires(Permission.REPORT_IMPORT)
def imports() -> Response:
    return _page(_form())


@bp.post("/imports")
@requires(Permission.REPORT_IMPORT)
def upload() -> BaseResponse:
    form = _form()
    if not form.validate_on_submit():
        return _page(form, UNFIT)
    file = form.file.data
    if not file or not file.filename:
        form.refuse(InvalidError("请选择台账文件。", "file"))
        return _page(form, UNFIT)
    name, content = clean_file_name(file.filename), file.read()
    try:
        draft_id = _keep(form, name, content, open_ledger(content, name))
    except InvalidError as refusal:
        form.refuse(refusal)
        return _page(form, UNFIT)
    return go_to(url_for("ledgers.import_columns", import_id=draft_id))


@bp.get(f"/{IMPORT}/columns")
@requires(Permission.REPORT_IMPORT)
def import_columns(import_id: int) -> Response:
    with reading() as session:
        draft = import_for(session, viewer(), import_id)
    opened = _open(draft, draft.sheet)
    header = header_at(opened.grid, draft.header_first, draft.header_height)
    return _columns_page(draft, opened, header.with_fields(fields_of(draft.fields)))


@bp.post(f"/{IMPORT}/columns")
@requires(Permission.REPORT_IMPORT)
def tell_columns(import_id: int) -> BaseResponse:
    told = told_columns(request.form)
    with reading() as session:
        draft = import_for(session, viewer(), import_id)
    opened = _open(draft, told.sheet)
    if "look" in request.form:
        return _look(draft, opened, told.first, told.height, moved=told.sheet != draft.sheet)
    header = _header(opened, told.first, told.height).with_fields(told.fields)
    entries = entries_of(opened.grid, header)
    try:
        with transaction() as session:
            draft = import_for(session, viewer(), import_id)
            actions.lay_out(session, draft, opened.sheet, header, entries, at=clock.now())
    except InvalidError as refusal:
        return _columns_page(draft, opened, header, refusal.message)
    return go_to(url_for("ledgers.check_import", import_id=import_id))


@bp.post(f"/{IMPORT}/drop")
@requires(Permission.REPORT_IMPORT)
def drop_import(import_id: int) -> BaseResponse:
    with transaction() as session:
        actions.drop(session, import_for(session, viewer(), import_id))
    flash("这份导入已放弃，台账没有变化。", "good")
    return go_to(url_for("ledgers.imports"))


def _form() -> ImportForm:
    with reading() as session:
        units = report_queries.units_to_import_into(session, viewer())
    form = ImportForm()
    form.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
    if request.method == "GET":
        form.year.data = clock.today().year - 1
        form.unit_id.data = units[0].id if units else None
    return form


def _page(form: ImportForm, status: int = 200) -> Response:
    with reading() as session:
        drafts = drafts_of(session, viewer().person_id)
    page = ImportsPage(
        form=form,
        drafts=drafts,
        several_units=len(form.unit_id.choices) > 1,
        limit_mb=LARGEST_FILE // 1024 // 1024,
    )
    return render(page, status)


def _keep(form: ImportForm, name: str, content: bytes, opened: OpenedLedger) -> int:
    """Keep the workbook and begin a draft; answer its id."""
    hand = Hand(viewer(), clock.now(), clock.today(), name)
    with transaction() as session:
        unit = unit_to_import_into(session, viewer(), form.unit_id.data)
        upload = actions.Upload(
            file_name=name,
            file_hash=keep_for(session, unit.id, content),
            year=form.year.data,
            source=Source(form.source.data),
            closed_on=form.closed_on.data,
        )
        header = remembered(session, unit.id, opened.header)
        return actions.begin(session, unit, upload, opened.sheet, header, hand).id


def _open(draft: LedgerImport, sheet: int) -> OpenedLedger:
    if draft.done_at is not None:
        abort(404)
    return open_ledger(file_store().read(draft.file_hash), draft.file_name, sheet=sheet)


def _look(
    draft: LedgerImport, opened: OpenedLedger, first: int, height: int, *, moved: bool
) -> Response:
    """Show a sheet by the header that was chosen, or found where the sheet is another; nothing is kept yet."""
    header = opened.header if moved else _header(opened, first, height)
    with reading() as session:
        return _columns_page(draft, opened, _remembered(session, draft, header))


def _remembered(session: Session, draft: LedgerImport, header: Header) -> Header:
    return remembered(session, draft.unit_id, header)


def _header(opened: OpenedLedger, first: int, height: int) -> Header:
    """Answer the header that begins in a row of the sheet, or in the first filled row below it."""
    lines = opened.grid.lines
    place = next((at for at, line in enumerate(lines) if line.number >= first), 0)
    return header_at(opened.grid, place, height)


def _columns_page(
    draft: LedgerImport, opened: OpenedLedger, header: Header, trouble: str = ""
) -> Response:
    lines = opened.grid.lines
    below = lines[header.end : header.end + _SAMPLES]
    columns = tuple(
        ShownColumn(
            number,
            name,
            tuple(line.at(number)[:_SAMPLE] for line in below),
            key.value if (key := header.fields.get(number)) else "",
        )
        for number, name in header.names.items()
        if number != header.key_column
    )
    page = ColumnsPage(
        draft=draft,
        sheets=tuple(one.name for one in opened.sheets),
        sheet=opened.sheet,
        first=lines[header.first].number if lines else 1,
        height=header.height,
        columns=columns,
        choices=column_choices(),
        size=len(lines) - header.end,
        recognised=opened.recognised,
        unseen=told_unseen(opened.grid, header) if lines else "",
        others=told_others(opened.sheets, opened.sheet, header) if lines else "",
        trouble=trouble,
    )
    return render(page, UNFIT if trouble else 200)
