"""Corrections of one button: out and in again, category, year, repeats."""

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires
from tracker.accounts.permissions import Permission
from tracker.core.errors import NotFoundError
from tracker.reports import actions, queries
from tracker.reports.access import finding_in
from tracker.reports.forms import CategoryForm, RepeatForm, StretchForm, VersionForm
from tracker.reports.models import Batch, Finding
from tracker.reports.views.blueprint import BATCH, FINDING, bp
from tracker.reports.views.checking import corrected

_ANSWERS = {
    "yes": "已记为重复出现。",
    "no": "已记为不是重复出现。",
    "again": "可以重新判断是不是重复出现。",
}


@bp.post(f"/{FINDING}/drop")
@requires(Permission.REPORT_IMPORT)
def drop(batch_id: int, finding_id: int) -> BaseResponse:
    def write(_session: Session, batch: Batch) -> Finding:
        finding = finding_in(batch, finding_id)
        actions.drop(batch, finding)
        return finding

    return corrected(batch_id, VersionForm(), "已标为不列入，随时可以恢复。", write)


@bp.post(f"/{FINDING}/restore")
@requires(Permission.REPORT_IMPORT)
def restore(batch_id: int, finding_id: int) -> BaseResponse:
    def write(_session: Session, batch: Batch) -> Finding:
        finding = finding_in(batch, finding_id)
        actions.restore(batch, finding)
        return finding

    return corrected(batch_id, VersionForm(), "已恢复。", write)


@bp.post(f"/{FINDING}/category")
@requires(Permission.REPORT_IMPORT)
def set_category(batch_id: int, finding_id: int) -> BaseResponse:
    form = CategoryForm()

    def write(_session: Session, batch: Batch) -> Finding:
        finding = finding_in(batch, finding_id)
        actions.set_category(batch, finding, form.category.data or "")
        return finding

    return corrected(batch_id, form, "类别已保存。", write)


@bp.post(f"/{FINDING}/make-category")
@requires(Permission.REPORT_IMPORT)
def make_category(batch_id: int, finding_id: int) -> BaseResponse:
    def write(_session: Session, batch: Batch) -> Finding:
        finding = finding_in(batch, finding_id)
        actions.make_category(batch, finding)
        return finding

    return corrected(batch_id, VersionForm(), "已作为类别，归到下面各条。", write)


@bp.post(f"/{BATCH}/categories")
@requires(Permission.REPORT_IMPORT)
def adopt_categories(batch_id: int) -> BaseResponse:
    def write(_session: Session, batch: Batch) -> None:
        actions.adopt_categories(batch)

    return corrected(batch_id, VersionForm(), "已采用建议的类别，可以逐条修改。", write)


@bp.post(f"/{FINDING}/repeat")
@requires(Permission.REPORT_IMPORT)
def answer_repeat(batch_id: int, finding_id: int) -> BaseResponse:
    form = RepeatForm()

    def write(session: Session, batch: Batch) -> Finding:
        finding = finding_in(batch, finding_id)
        earlier = None
        if form.answer.data != "again":
            earlier = _earlier(session, batch, form.earlier_id.data)
        actions.answer_repeat(batch, finding, earlier, accepted=form.answer.data == "yes")
        return finding

    return corrected(batch_id, form, _ANSWERS.get(form.answer.data or "", ""), write)


@bp.post(f"/{BATCH}/year")
@requires(Permission.REPORT_IMPORT)
def take_year(batch_id: int) -> BaseResponse:
    def write(_session: Session, batch: Batch) -> None:
        paper = actions.Paper(
            year=batch.extraction["year"] or batch.year,
            source=batch.source,
            paper_number=batch.paper_number or "",
            received_on=batch.received_on,
            ends_on=batch.ends_on,
        )
        actions.describe(batch, paper)

    return corrected(batch_id, VersionForm(), "年度已改。", write)


def _earlier(session: Session, batch: Batch, finding_id: int | None) -> Finding:
    for one in queries.earlier_findings(session, batch):
        if one.id == finding_id:
            return one
    raise NotFoundError


@bp.post(f"/{BATCH}/dismiss")
@requires(Permission.REPORT_IMPORT)
def dismiss(batch_id: int) -> BaseResponse:
    form = StretchForm()

    def write(_session: Session, batch: Batch) -> None:
        actions.dismiss(batch, form.start.data or 0, form.end.data or 0)

    return corrected(batch_id, form, "知道了，不再提示这几句。", write)
