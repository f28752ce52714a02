"""报送锁定: what was sent upward, read by the unit and by those above it."""

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core.errors import NotFoundError
from tracker.ledgers.access.submissions import submission_for
from tracker.ledgers.models import Submission
from tracker.ledgers.pages.submissions import SubmissionPage, SubmissionsPage
from tracker.ledgers.queries.submissions import (
    last_submission,
    submissions,
    submitting_units,
    told_of,
)
from tracker.ledgers.queries.their_form import Scope, lines_in
from tracker.ledgers.rules.submissions.difference import difference, told_lines
from tracker.ledgers.rules.submissions.figures import Figures
from tracker.ledgers.views.blueprint import bp
from tracker.reports.rules.sources import Source
from tracker.web.addresses import asked_id
from tracker.web.database import file_store, reading
from tracker.web.downloads import download
from tracker.web.render import render

SUBMISSION = "submissions/<int(max=2147483647):submission_id>"


@bp.get("/submissions")
@requires(Permission.LEDGER_READ)
def submissions_list() -> Response:
    unit, number = _asked("unit"), _asked("page") or 1
    with reading() as session:
        units = submitting_units(session, viewer())
        found = submissions(session, viewer(), unit, number)
    page = SubmissionsPage(
        rows=[(one, Figures.from_json(one.figures)) for one in found.rows],
        units=units,
        unit_id=unit,
        number=found.number,
        previous_url=_page_url(unit, found.number - 1) if found.has_previous else None,
        next_url=_page_url(unit, found.number + 1) if found.has_next else None,
        new_url=url_for("ledgers.new_submission")
        if may(viewer(), Permission.REPORT_IMPORT)
        else None,
    )
    return render(page)


@bp.get(f"/{SUBMISSION}")
@requires(Permission.LEDGER_READ)
def submission(submission_id: int) -> Response:
    with reading() as session:
        found = submission_for(session, viewer(), submission_id)
        last = last_submission(session, found.unit_id, found.scope, before=found.id)
        live = found.unit_id in viewer().sees
        told = told_of(found.lines)
        now = told_lines(lines_in(session, viewer(), _scope(found))) if live else None
    page = SubmissionPage(
        submission=found,
        figures=Figures.from_json(found.figures),
        scope=_scope(found).words or "全部台账",
        lines=told,
        last=last,
        since=difference(told_of(last.lines), told) if last else None,
        now=difference(told, now) if now is not None else None,
        live=live,
        task_links=live,
    )
    return render(page)


@bp.get(f"/{SUBMISSION}/file")
@requires(Permission.LEDGER_READ)
def submission_file(submission_id: int) -> Response:
    with reading() as session:
        found = _with_file(session, submission_id)
    return download(file_store().read(found.file_hash or ""), found.file_name)


def _with_file(session: Session, submission_id: int) -> Submission:
    found = submission_for(session, viewer(), submission_id)
    if found.file_hash is None:
        raise NotFoundError
    return found


def _scope(found: Submission) -> Scope:
    source = found.scope.get("source")
    return Scope(
        found.unit_id, found.as_of, found.scope.get("year"), Source(source) if source else None
    )


def _asked(name: str) -> int | None:
    return asked_id(request.args.get(name, ""))


def _page_url(unit: int | None, number: int) -> str:
    return url_for("ledgers.submissions_list", unit=unit, page=number)
