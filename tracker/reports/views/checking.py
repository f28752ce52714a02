"""The check screen, and how a correction answers: the screen anew, or the way back to it."""

import json
from collections.abc import Callable, Sequence

from flask import Response, current_app, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core.errors import ConflictError, InvalidError, StaleError
from tracker.reports import actions, queries
from tracker.reports.access import batch_for, batch_to_check
from tracker.reports.models import Batch, Finding, FindingState
from tracker.reports.pages import (
    AddPage,
    CheckFragment,
    CheckPage,
    CorrectionPage,
    Head,
    SplitPage,
    cards_of,
    likenesses_of,
    remarks_of,
    source_of,
)
from tracker.reports.views.blueprint import BATCH, bp
from tracker.web.database import file_store, reading, transaction
from tracker.web.forms import ChineseForm
from tracker.web.htmx import is_fragment_request
from tracker.web.render import render, render_as

_CONFLICT = 409
_UNFIT = 422
_CLAIMS = "tasks.claims"

Write = Callable[[Session, Batch], Finding | None]


@bp.get(f"/{BATCH}")
@requires(Permission.LEDGER_READ)
def check(batch_id: int) -> Response:
    return check_page(batch_id)


def check_page(batch_id: int, status: int = 200, conflict: str = "") -> Response:
    """Show the check screen, whole or (for htmx) without its frame."""
    with reading() as session:
        batch = batch_for(session, viewer(), batch_id)
        earlier = queries.earlier_findings(session, batch) if batch.confirmed_at is None else ()
    return _screen(batch, earlier, status, conflict=conflict)


def corrected(batch_id: int, form: ChineseForm, words: str, write: Write) -> BaseResponse:
    """Make a correction of one button and answer with the screen; a refusal stands on the screen, too."""
    if not form.validate_on_submit():
        return check_page(batch_id, _UNFIT, "页面上的编号不对，请再操作一次。")
    try:
        return written(batch_id, form, words, write)
    except StaleError as stale:
        words = f"这份报告{changed_by(stale)}，下面是最新内容，请再操作一次。"
        return check_page(batch_id, _CONFLICT, words)
    except ConflictError as refusal:
        return check_page(batch_id, _CONFLICT, refusal.message)
    except InvalidError as refusal:
        return check_page(batch_id, _UNFIT, refusal.message)


def written(batch_id: int, form: ChineseForm, words: str, write: Write) -> BaseResponse:
    """Write a correction in one transaction and lead back to the finding that it was about.

    Raises:
        StaleError, ConflictError, InvalidError: it cannot be written; nothing was.
    """
    with transaction() as session:
        batch = batch_to_check(session, viewer(), batch_id, version=form.version.data or 0)
        actions.sign(batch, viewer())
        finding = write(session, batch)
    anchor = f"finding-{finding.id}" if finding is not None else "check"
    if not is_fragment_request():
        flash(words, "good")
        return redirect(url_for("reports.check", batch_id=batch_id, _anchor=anchor), code=303)
    with reading() as session:
        earlier = queries.earlier_findings(session, batch)
    response = _screen(batch, earlier, said=words)
    response.headers["HX-Retarget"] = "#check"
    response.headers["HX-Reswap"] = "outerHTML"
    response.headers["HX-Trigger-After-Settle"] = json.dumps({"corrected": {"card": anchor}})
    return response


def changed_by(stale: StaleError) -> str:
    """Say who was faster, as the predicate of a sentence about the report."""
    return f"刚由{stale.changed_by}改过" if stale.changed_by else "刚被别人改过"


def form_response(page: CorrectionPage | AddPage | SplitPage, status: int) -> Response:
    """Show a form as a page of its own, or alone for the dialog."""
    template = page.fragment if is_fragment_request() else page.template
    return render_as(template, page, status)


def head_of(batch: Batch) -> Head:
    """Answer what stands above a report."""
    return Head(
        batch_id=batch.id,
        version=batch.version,
        title=batch.title,
        unit_name=batch.unit.name,
        year=batch.year,
        source=batch.source.label,
        paper_number=batch.paper_number or "",
        received_on=batch.received_on,
        ends_on=batch.ends_on,
        file_name=batch.file_name,
        file_kept=file_store().has(batch.file_hash),
        created_by=batch.created_by.name,
        created_at=batch.created_at,
        confirmed_at=batch.confirmed_at,
    )


def categories_of(batch: Batch) -> tuple[str, ...]:
    """Answer the categories in use, to be offered again."""
    return tuple(dict.fromkeys(one.category for one in batch.findings if one.category))


def _screen(
    batch: Batch,
    earlier: Sequence[Finding],
    status: int = 200,
    *,
    conflict: str = "",
    said: str = "",
) -> Response:
    source, head = source_of(batch), head_of(batch)
    kept = sum(one.state is not FindingState.DROPPED for one in batch.findings)
    may_correct = batch.confirmed_at is None and may(
        viewer(), Permission.REPORT_IMPORT, batch.unit_id
    )
    page = (CheckFragment if is_fragment_request() else CheckPage)(
        head=head,
        source=source,
        cards=cards_of(batch, likenesses_of(batch, earlier)),
        kept=kept,
        stated=batch.extraction["stated_count"],
        remarks=remarks_of(batch, source, kept, file_kept=head.file_kept),
        claims=tuple(one["text"] for one in batch.extraction["last_year"]),
        claims_url=_claims_url(batch.id),
        categories=categories_of(batch),
        may_correct=may_correct,
        conflict=conflict,
        said=said,
    )
    return render(page, status)


def _claims_url(batch_id: int) -> str | None:
    """Answer where the ledger is asked about the report's claims: a page of the feature downstream."""
    if _CLAIMS not in current_app.view_functions:
        return None
    return url_for(_CLAIMS, batch_id=batch_id)
