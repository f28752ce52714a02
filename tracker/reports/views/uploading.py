"""Taking in papers: one or several files, or pasted text; each becomes a batch of its own."""

from collections.abc import Callable

from flask import Response, flash, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.text import clean_file_name
from tracker.documents.reader.gate import LARGEST_FILE
from tracker.documents.rules.failures import FileReadingError, Refusal, RefusedFileError
from tracker.reports import actions, queries
from tracker.reports.access import unit_to_import_into
from tracker.reports.forms import KINDS, UploadForm
from tracker.reports.models import FindingState
from tracker.reports.pages import TakenIn, UploadLines, UploadPage
from tracker.reports.reader import PASTED, Reading, read_file, read_pasted
from tracker.reports.rules.columns import Columns
from tracker.reports.views.blueprint import bp
from tracker.web.database import file_store, reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render

_TOO_LARGE = 413
_UNFIT = 422
_ACCEPTED = "文件带有修订痕迹，已按全部接受修订读取"
_NOTHING_READ = "没有读到存在问题，请对照原文手工补充"


@bp.get("/upload")
@requires(Permission.REPORT_IMPORT)
def upload() -> Response:
    return _page(_form())


@bp.post("/upload")
@requires(Permission.REPORT_IMPORT)
def take_in() -> BaseResponse:
    form = _form()
    if not form.validate_on_submit():
        return _refused(form)
    with reading() as session:
        columns = Columns(queries.column_names(session, form.unit_id.data))
    if form.chosen:
        results = [_take_file(form, file, columns) for file in form.chosen]
    else:
        results = [_take_text(form, form.text.data, columns)]
    lines = tuple(line for line, _ in results)
    status = 200 if any(line.batch_id for line in lines) else max(code for _, code in results)
    if is_fragment_request():
        return render(UploadLines(lines), status)
    if len(lines) == 1 and lines[0].batch_id is not None:
        flash(_words(lines[0]), "info" if lines[0].known or not lines[0].count else "good")
        return go_to(url_for("reports.check", batch_id=lines[0].batch_id))
    return _page(form, status, lines)


def _form() -> UploadForm:
    with reading() as session:
        units = queries.units_to_import_into(session, viewer())
    form = UploadForm()
    form.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
    if request.method == "GET" and units:
        form.unit_id.data = units[0].id
    return form


def _page(form: UploadForm, status: int = 200, lines: tuple[TakenIn, ...] = ()) -> Response:
    page = UploadPage(
        form=form,
        kinds=KINDS,
        limit_mb=LARGEST_FILE // 1024 // 1024,
        last_year=_today() - 1,
        several_units=len(form.unit_id.choices) > 1,
        lines=lines,
    )
    return render(page, status)


def _refused(form: UploadForm) -> Response:
    if not is_fragment_request():
        return _page(form, _UNFIT)
    name = form.chosen[0].filename if form.chosen else ""
    words = "；".join(word for errors in form.errors.values() for word in errors)
    return render(UploadLines((TakenIn(clean_file_name(name or ""), trouble=words),)), _UNFIT)


def _take_file(form: UploadForm, file: FileStorage, columns: Columns) -> tuple[TakenIn, int]:
    name = clean_file_name(file.filename or "")
    content = file.read()

    def read() -> Reading:
        return read_file(content, name, today_year=_today(), columns=columns)

    return _take(form, name, content, read)


def _take_text(form: UploadForm, text: str, columns: Columns) -> tuple[TakenIn, int]:
    def read() -> Reading:
        return read_pasted(text, today_year=_today(), columns=columns)

    return _take(form, PASTED, text.encode(), read)


def _take(
    form: UploadForm, name: str, content: bytes, read: Callable[[], Reading]
) -> tuple[TakenIn, int]:
    """Take one paper in; answer what became of it and the status of that."""
    try:
        paper = read()
    except RefusedFileError as refusal:
        status = _TOO_LARGE if refusal.code is Refusal.TOO_LARGE else _UNFIT
        return TakenIn(name, trouble=refusal.sentence), status
    except FileReadingError as fault:
        return TakenIn(name, trouble=fault.sentence), _UNFIT
    file_store().keep(content)
    with transaction() as session:
        unit = unit_to_import_into(session, viewer(), form.unit_id.data)
        batch, new = actions.take_in(
            session, unit, paper, _told(form, paper), by=viewer(), at=clock.now()
        )
    count = sum(one.state is not FindingState.DROPPED for one in batch.findings)
    changes = new and paper.changes_accepted
    return TakenIn(name, batch.id, batch.title, count, known=not new, changes=changes), 200


def _told(form: UploadForm, paper: Reading) -> actions.Paper:
    """Answer what is told about a paper; a year left empty is the one in the text, else last year."""
    return actions.Paper(
        year=form.year.data or paper.extraction["year"] or _today() - 1,
        source=form.told_source,
        title=form.title.data or "",
        paper_number=form.paper_number.data or "",
        received_on=form.received_on.data,
        ends_on=form.ends_on.data,
    )


def _words(line: TakenIn) -> str:
    if line.known:
        return "与已导入的一致，无需更新"
    read = f"读出{line.count}个问题，请对照原文核对" if line.count else _NOTHING_READ
    return f"{read}。{_ACCEPTED}" if line.changes else read


def _today() -> int:
    return clock.today().year
