"""Word files around a year: bring one, take it back, note which one was sent up."""

from flask import Response, flash, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.core.text import clean_file_name
from tracker.documents.reader.document import read_document
from tracker.documents.reader.gate import LARGEST_FILE
from tracker.documents.rules.failures import FileReadingError
from tracker.reports.reader import read_file
from tracker.web.addresses import asked_id
from tracker.web.database import file_store, reading, transaction
from tracker.web.downloads import download
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.yearend.access import paper_for, unit_to_draft_for
from tracker.yearend.actions.papers import bring, file_as_sent
from tracker.yearend.forms import Asked, asked
from tracker.yearend.forms.papers import FiledForm, PaperForm, TemplateForm
from tracker.yearend.pages.papers import PapersPage
from tracker.yearend.queries.papers import files_of, papers_of, templates_of
from tracker.yearend.render.word import MOST_ROWS
from tracker.yearend.views.asking import address_of
from tracker.yearend.views.blueprint import bp

PAPER = "papers/<int(max=2147483647):paper_id>"
_UNFIT = 422


@bp.get("/papers")
@requires(Permission.YEAREND_DRAFT)
def papers() -> Response:
    return papers_page(PaperForm(), TemplateForm())


@bp.post("/papers")
@requires(Permission.YEAREND_DRAFT)
def bring_paper() -> BaseResponse:
    form = PaperForm()
    wanted, unit = _asked_unit()
    if not form.validate_on_submit():
        return papers_page(form, TemplateForm(formdata=None), _UNFIT)
    name = clean_file_name(form.file.data.filename or "")
    content = form.file.data.read()
    try:
        read_document(content, name)
    except FileReadingError as fault:
        form.file.errors = [fault.sentence]
        return papers_page(form, TemplateForm(formdata=None), _UNFIT)
    kept = file_store().keep(content)
    with transaction() as session:
        paper = bring(session, unit, wanted.year, name, kept, by=viewer(), at=clock.now())
    return go_to(url_for("yearend.check_paper", paper_id=paper.id))


@bp.get(f"/{PAPER}/file")
@requires(Permission.YEAREND_DRAFT)
def paper_file(paper_id: int) -> Response:
    with reading() as session:
        paper = paper_for(session, viewer(), paper_id)
    return download(file_store().read(paper.file_hash), paper.file_name)


@bp.post(f"/{PAPER}/sent")
@requires(Permission.YEAREND_DRAFT)
def file_paper(paper_id: int) -> BaseResponse:
    form = FiledForm()
    with reading() as session:
        paper = paper_for(session, viewer(), paper_id)
    if not form.validate_on_submit():
        words = "；".join(word for told in form.errors.values() for word in told)
        raise InvalidError(words)
    content = file_store().read(paper.file_hash)
    opened = read_file(content, paper.file_name, today_year=clock.today().year)
    with transaction() as session:
        held = paper_for(session, viewer(), paper_id, version=asked_id(form.version.data or ""))
        batch = file_as_sent(
            session,
            held,
            opened,
            form.paper_number.data,
            form.filed_on.data,
            by=viewer(),
            at=clock.now(),
        )
    flash("已登记为报送件。请核对读出的问题，确认后列入下一年度台账。", "good")
    return go_to(url_for("reports.check", batch_id=batch.id))


def papers_page(paper: PaperForm, template: TemplateForm, status: int = 200) -> Response:
    """Show the page of a year's Word files, with what was typed into its forms."""
    wanted, unit = _asked_unit()
    with reading() as session:
        page = PapersPage(
            unit=unit,
            year=wanted.year,
            address=address_of(unit, wanted),
            papers=papers_of(session, unit.id, wanted.year),
            templates=templates_of(session, unit.id),
            files=files_of(session, unit.id, wanted.year),
            paper_form=paper,
            template_form=template,
            limit_mb=LARGEST_FILE // 1024 // 1024,
            most_rows=MOST_ROWS,
        )
    return render(page, status)


def _asked_unit() -> tuple[Asked, Unit]:
    wanted = asked(request.args, clock.today())
    with reading() as session:
        return wanted, unit_to_draft_for(session, viewer(), wanted.unit)
