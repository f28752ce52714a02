"""The columns of tables: shown with a guess for each, told by a person, and the kept file read again."""

from dataclasses import dataclass

from flask import Response, flash, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError, InvalidError, StaleError
from tracker.documents.rules.failures import FileReadingError
from tracker.documents.rules.plain import PlainDocument
from tracker.reports import actions, queries
from tracker.reports.access import batch_being_checked, batch_to_check
from tracker.reports.forms import ColumnsForm, columns_form
from tracker.reports.models import Batch
from tracker.reports.pages import ColumnsPage
from tracker.reports.reader import Reading, open_file, read_opened
from tracker.reports.rules.columns import Columns, Layout
from tracker.reports.rules.labels import Field
from tracker.reports.rules.sketches import Sketch, remembered, sketches
from tracker.reports.views.blueprint import BATCH, bp
from tracker.reports.views.checking import changed_by, head_of
from tracker.web.database import file_store, reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_CONFLICT = 409
_UNFIT = 422


@dataclass(frozen=True, slots=True)
class _Opened:
    """A report being checked, its kept file opened, and what has been said about its columns."""

    batch: Batch
    content: bytes
    document: PlainDocument
    columns: Columns


@bp.get(f"/{BATCH}/columns")
@requires(Permission.REPORT_IMPORT)
def columns(batch_id: int) -> Response:
    opened = _open(batch_id)
    tables = sketches(opened.document, opened.columns)
    form = columns_form(tables, formdata=None)
    form.show(tables)
    return _page(opened, form, tables)


@bp.post(f"/{BATCH}/columns")
@requires(Permission.REPORT_IMPORT)
def read_by_columns(batch_id: int) -> BaseResponse:
    opened = _open(batch_id)
    form = columns_form(sketches(opened.document, opened.columns))
    if "look" in request.form:
        return _look(opened, form)
    if not form.validate_on_submit():
        return _again(opened, form, _UNFIT)
    try:
        count = _read_again(opened, form)
    except InvalidError as refusal:
        form.refuse(refusal)
        return _again(opened, form, _UNFIT)
    except StaleError as stale:
        form.replace.data = False  # what would be replaced is not what it was
        return _again(_open(batch_id), form, _CONFLICT, changed_by(stale))
    flash(f"已按对应的各列重新读取，读出{count}个问题，请对照原文核对。", "good")
    return go_to(url_for("reports.check", batch_id=batch_id))


def _open(batch_id: int) -> _Opened:
    """Open the kept file of a report.

    Raises:
        NotFoundError, ForbiddenError: as ``batch_being_checked``.
        ConflictError: the report has been confirmed, or its file was not kept or cannot be read any more.
    """
    with reading() as session:
        batch = batch_being_checked(session, viewer(), batch_id)
        known = queries.column_names(session, batch.unit_id)
    if not file_store().has(batch.file_hash):
        raise ConflictError("这份报告的原件没有保存，不能重新读取。")
    content = file_store().read(batch.file_hash)
    try:
        document = open_file(content, batch.file_name)
    except FileReadingError as fault:
        raise ConflictError(fault.sentence) from fault
    told = batch.facts.get("layouts", {})
    layouts = {int(table): Layout.from_json(kept) for table, kept in told.items()}
    return _Opened(batch, content, document, Columns(known, layouts))


def _look(opened: _Opened, form: ColumnsForm) -> Response:
    """Show the tables by the headers that were chosen; nothing is kept yet."""
    form.validate()
    if not form.complete:
        return _again(opened, form, _UNFIT)
    form.forget_errors()  # whether all is said is asked on saving
    tables = sketches(opened.document, opened.columns, form.headers)
    form.show([table for table in tables if form.moved(table)])
    return _page(opened, form, tables)


def _read_again(opened: _Opened, form: ColumnsForm) -> int:
    """Read the file by the columns that were told and replace the findings; answer how many there are.

    Raises:
        InvalidError: nothing is read that way, or corrections would be lost that nobody gave up.
        StaleError, ConflictError: as ``batch_to_check``.
    """
    columns = Columns(opened.columns.known, form.layouts)
    found = _read(opened, columns)
    if not found.extraction["problems"]:
        raise InvalidError("照这样对应读不出问题，请检查表头的位置和“问题”那一列。")
    with transaction() as session:
        batch = batch_to_check(session, viewer(), opened.batch.id, version=form.version.data or 0)
        if actions.changed_since_reading(batch) and not form.replace.data:
            raise InvalidError("已经改过的问题会被代替，同意请在这里打勾。", "replace")
        actions.sign(batch, viewer())
        actions.read_again(session, batch, found)
        actions.remember_columns(session, batch.unit, _taught(opened.document, form))
    return len(found.extraction["problems"])


def _read(opened: _Opened, columns: Columns) -> Reading:
    return read_opened(
        opened.document,
        opened.content,
        opened.batch.file_name,
        today_year=clock.today().year,
        columns=columns,
    )


def _taught(document: PlainDocument, form: ColumnsForm) -> dict[str, Field]:
    """Answer what the tables that list problems teach about the names of columns."""
    taught: dict[str, Field] = {}
    for table in sketches(document, headers=form.headers):
        layout = form.layouts[table.table]
        if Field.PROBLEM in layout.fields.values():
            taught |= remembered(table, layout)
    return taught


def _again(opened: _Opened, form: ColumnsForm, status: int, stale: str = "") -> Response:
    """Show what was chosen once more."""
    tables = sketches(opened.document, opened.columns, form.headers if form.complete else None)
    return _page(opened, form, tables, status, stale)


def _page(
    opened: _Opened,
    form: ColumnsForm,
    tables: list[Sketch],
    status: int = 200,
    stale: str = "",
) -> Response:
    form.show_with(opened.batch.version)
    page = ColumnsPage(
        head=head_of(opened.batch),
        form=form,
        tables=tuple(tables),
        corrected=actions.changed_since_reading(opened.batch),
        stale=stale,
    )
    return render(page, status)
