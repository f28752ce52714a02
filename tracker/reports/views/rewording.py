"""What is typed: the wording and fields of a finding, the facts of a report."""

from flask import Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core.errors import InvalidError, NotFoundError, StaleError
from tracker.reports import actions
from tracker.reports.access import batch_being_checked, finding_in
from tracker.reports.forms import AddForm, CorrectionForm, PaperForm
from tracker.reports.models import Batch, Finding
from tracker.reports.pages import AddPage, CorrectionPage, PaperPage
from tracker.reports.views.blueprint import BATCH, FINDING, bp
from tracker.reports.views.checking import (
    categories_of,
    changed_by,
    form_response,
    head_of,
    written,
)
from tracker.web.database import reading
from tracker.web.render import render

_CONFLICT = 409
_UNFIT = 422


@bp.get(f"/{FINDING}")
@requires(Permission.REPORT_IMPORT)
def correct(batch_id: int, finding_id: int) -> Response:
    return _correction_page(batch_id, finding_id, None)


@bp.post(f"/{FINDING}")
@requires(Permission.REPORT_IMPORT)
def save_correction(batch_id: int, finding_id: int) -> BaseResponse:
    form = CorrectionForm()

    def write(_session: Session, batch: Batch) -> Finding:
        finding = finding_in(batch, finding_id)
        actions.correct(batch, finding, _correction(form, finding))
        return finding

    if not form.validate_on_submit():
        return _correction_page(batch_id, finding_id, form, _UNFIT)
    try:
        return written(batch_id, form, "已保存。", write)
    except InvalidError as refusal:
        form.refuse(refusal)
        return _correction_page(batch_id, finding_id, form, _UNFIT)
    except StaleError as stale:
        return _correction_page(batch_id, finding_id, form, _CONFLICT, changed_by(stale))


@bp.get(f"/{BATCH}/paper")
@requires(Permission.REPORT_IMPORT)
def describe(batch_id: int) -> Response:
    return _paper_page(batch_id, None)


@bp.post(f"/{BATCH}/paper")
@requires(Permission.REPORT_IMPORT)
def save_paper(batch_id: int) -> BaseResponse:
    form = PaperForm()

    def write(_session: Session, batch: Batch) -> None:
        paper = actions.Paper(
            year=form.year.data,
            source=form.told_source,
            title=form.title.data or "",
            paper_number=form.paper_number.data or "",
            received_on=form.received_on.data,
            ends_on=form.ends_on.data,
        )
        actions.describe(batch, paper)

    if not form.validate_on_submit():
        return _paper_page(batch_id, form, _UNFIT)
    try:
        return written(batch_id, form, "报告信息已保存。", write)
    except StaleError as stale:
        return _paper_page(batch_id, form, _CONFLICT, changed_by(stale))


def _correction(form: CorrectionForm, finding: Finding) -> actions.Correction:
    """Answer what was typed; a title left as it was follows the text when that changes."""
    title = form.title.data or ""
    followed = title == finding.title and form.text.data != finding.text
    return actions.Correction(
        text=form.text.data or "",
        title="" if followed else title,
        category=form.category.data or "",
        measures=tuple(one or "" for one in form.measures.data),
        lead_unit_text=form.lead_unit_text.data or "",
        handler_text=form.handler_text.data or "",
        leader_text=form.leader_text.data or "",
        due_text=form.due_text.data or "",
        due_on=form.due_on.data,
        lasting=form.lasting.data,
    )


def _correction_page(
    batch_id: int,
    finding_id: int,
    form: CorrectionForm | None,
    status: int = 200,
    stale: str = "",
) -> Response:
    with reading() as session:
        batch = batch_being_checked(session, viewer(), batch_id)
    try:
        finding = finding_in(batch, finding_id)
    except NotFoundError:
        if form is None:
            raise
        return _gone(batch, form, stale)
    if form is None:
        form = CorrectionForm(formdata=None, obj=finding)
        form.offer_measures()
    form.show_with(batch.version)
    page = CorrectionPage(
        head=head_of(batch),
        finding_id=finding.id,
        form=form,
        categories=categories_of(batch),
        now=(finding.text, *finding.measures) if stale else (),
        stale=stale,
    )
    return form_response(page, status)


def _gone(batch: Batch, typed: CorrectionForm, stale: str) -> Response:
    """Offer what was typed as a new finding: somebody merged the old one away meanwhile."""
    form = AddForm(formdata=None, text=typed.text.data, version=batch.version)
    return form_response(AddPage(head_of(batch), form, stale=stale or "刚被别人改过"), _CONFLICT)


def _paper_page(
    batch_id: int, form: PaperForm | None, status: int = 200, stale: str = ""
) -> Response:
    with reading() as session:
        batch = batch_being_checked(session, viewer(), batch_id)
    if form is None:
        form = PaperForm(formdata=None, obj=batch)
    form.show_with(batch.version)
    return render(PaperPage(head_of(batch), form, stale=stale), status)
