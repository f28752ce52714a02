"""Cutting the paper anew: merge, split, add, attach, move a boundary."""

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core.errors import InvalidError, StaleError
from tracker.reports import actions
from tracker.reports.access import batch_being_checked, finding_in
from tracker.reports.forms import AddForm, SplitForm, StretchForm, VersionForm
from tracker.reports.models import Batch, Finding
from tracker.reports.pages import AddPage, SplitPage
from tracker.reports.rules.sentences import sentences
from tracker.reports.views.blueprint import BATCH, FINDING, bp
from tracker.reports.views.checking import changed_by, corrected, form_response, head_of, written
from tracker.web.database import reading

_CONFLICT = 409
_UNFIT = 422


@bp.post(f"/{FINDING}/merge")
@requires(Permission.REPORT_IMPORT)
def merge(batch_id: int, finding_id: int) -> BaseResponse:
    def write(session: Session, batch: Batch) -> Finding:
        return actions.merge_with_above(session, batch, finding_in(batch, finding_id))

    return corrected(batch_id, VersionForm(), "已与上一条合并。", write)


@bp.post(f"/{BATCH}/attach")
@requires(Permission.REPORT_IMPORT)
def attach(batch_id: int) -> BaseResponse:
    form = StretchForm()

    def write(_session: Session, batch: Batch) -> Finding:
        return actions.attach(batch, form.start.data or 0, form.end.data or 0)

    return corrected(batch_id, form, "已并入上一条。", write)


@bp.post(f"/{BATCH}/add-stretch")
@requires(Permission.REPORT_IMPORT)
def add_stretch(batch_id: int) -> BaseResponse:
    form = StretchForm()

    def write(session: Session, batch: Batch) -> Finding:
        return actions.add_from_text(session, batch, form.start.data or 0, form.end.data or 0)

    return corrected(batch_id, form, "已补充为一条。", write)


@bp.post(f"/{FINDING}/boundary")
@requires(Permission.REPORT_IMPORT)
def move_boundary(batch_id: int, finding_id: int) -> BaseResponse:
    form = StretchForm()

    def write(_session: Session, batch: Batch) -> Finding:
        finding = finding_in(batch, finding_id)
        actions.move_boundary(batch, finding, form.start.data or 0, form.end.data or 0)
        return finding

    return corrected(batch_id, form, "已按选中的文字重新划定。", write)


@bp.get(f"/{BATCH}/add")
@requires(Permission.REPORT_IMPORT)
def add(batch_id: int) -> Response:
    return _add_page(batch_id, AddForm(formdata=None))


@bp.post(f"/{BATCH}/add")
@requires(Permission.REPORT_IMPORT)
def add_typed(batch_id: int) -> BaseResponse:
    form = AddForm()

    def write(session: Session, batch: Batch) -> Finding:
        return actions.add(session, batch, form.text.data or "")

    if not form.validate_on_submit():
        return _add_page(batch_id, form, _UNFIT)
    try:
        return written(batch_id, form, "已补充一条。", write)
    except InvalidError as refusal:
        form.refuse(refusal)
        return _add_page(batch_id, form, _UNFIT)
    except StaleError as stale:
        return _add_page(batch_id, form, _CONFLICT, changed_by(stale))


@bp.get(f"/{FINDING}/split")
@requires(Permission.REPORT_IMPORT)
def split(batch_id: int, finding_id: int) -> Response:
    form = SplitForm(formdata=None)
    asked = request.args.get("at", "")
    if asked.isascii() and asked.isdecimal():
        form.at.data = int(asked[:9])
    return _split_page(batch_id, finding_id, form)


@bp.post(f"/{FINDING}/split")
@requires(Permission.REPORT_IMPORT)
def split_there(batch_id: int, finding_id: int) -> BaseResponse:
    form = SplitForm()

    def write(session: Session, batch: Batch) -> Finding:
        return actions.split(session, batch, finding_in(batch, finding_id), form.at.data)

    if not form.validate_on_submit():
        return _split_page(batch_id, finding_id, form, _UNFIT)
    try:
        return written(batch_id, form, "已拆成两条。", write)
    except InvalidError as refusal:
        form.refuse(refusal)
        return _split_page(batch_id, finding_id, form, _UNFIT)
    except StaleError as stale:
        return _split_page(batch_id, finding_id, form, _CONFLICT, changed_by(stale))


def _add_page(batch_id: int, form: AddForm, status: int = 200, stale: str = "") -> Response:
    with reading() as session:
        batch = batch_being_checked(session, viewer(), batch_id)
    form.show_with(batch.version)
    return form_response(AddPage(head_of(batch), form, stale=stale), status)


def _split_page(
    batch_id: int, finding_id: int, form: SplitForm, status: int = 200, stale: str = ""
) -> Response:
    with reading() as session:
        batch = batch_being_checked(session, viewer(), batch_id)
    finding = finding_in(batch, finding_id)
    form.show_with(batch.version)
    page = SplitPage(
        head=head_of(batch),
        finding_id=finding.id,
        form=form,
        sentences=sentences(finding.text),
        stale=stale,
    )
    return form_response(page, status)
