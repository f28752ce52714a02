"""体检: a file that somebody brought, looked over paragraph by paragraph."""

from flask import Response

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core.errors import ConflictError
from tracker.documents.reader.document import read_document
from tracker.documents.rules.failures import FileReadingError
from tracker.documents.rules.plain import PlainDocument
from tracker.web.database import file_store, reading
from tracker.web.render import render
from tracker.yearend.access import paper_for
from tracker.yearend.forms.papers import FiledForm
from tracker.yearend.models import YearPaper
from tracker.yearend.pages.papers import CheckPage, lines_of, places_of
from tracker.yearend.queries.papers import known_to
from tracker.yearend.rules.checking import check_up
from tracker.yearend.views.blueprint import bp
from tracker.yearend.views.papers import PAPER


@bp.get(f"/{PAPER}")
@requires(Permission.YEAREND_DRAFT)
def check_paper(paper_id: int) -> Response:
    with reading() as session:
        paper = paper_for(session, viewer(), paper_id)
        known = known_to(session, paper.unit, paper.year)
    document = opened(paper)
    checked = check_up(document, known)
    return render(
        CheckPage(
            paper=paper,
            checked=checked,
            groups=places_of(document, checked),
            lines=lines_of(document, checked.remarks),
            filed_form=FiledForm(formdata=None, version=paper.version),
            address={"unit": paper.unit.code, "year": paper.year},
            may_file=paper.batch_id is None,
        )
    )


def opened(paper: YearPaper) -> PlainDocument:
    """Answer the text of a file that was brought.

    Raises:
        ConflictError: it could be read when it was brought, but cannot be now.
    """
    try:
        return read_document(file_store().read(paper.file_hash), paper.file_name)
    except FileReadingError as fault:
        raise ConflictError(fault.sentence) from fault
