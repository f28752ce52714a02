"""The list of reports, and the kept file of one."""

from flask import Response, request

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core.clock import day_of
from tracker.reports import queries
from tracker.reports.access import batch_for
from tracker.reports.models import Batch
from tracker.reports.pages import BatchRow, IndexPage
from tracker.reports.views.blueprint import BATCH, bp
from tracker.web.database import file_store, reading
from tracker.web.downloads import download
from tracker.web.render import render

_DIGITS = 6


@bp.get("")
@requires(Permission.LEDGER_READ)
def index() -> Response:
    with reading() as session:
        found = queries.batches(session, viewer(), page=_asked_page())
        counts = queries.counts_by_batch(session, [batch.id for batch in found.rows])
    page = IndexPage(
        rows=tuple(_row(batch, counts.get(batch.id, 0)) for batch in found.rows),
        number=found.number,
        has_previous=found.has_previous,
        has_next=found.has_next,
        may_import=may(viewer(), Permission.REPORT_IMPORT),
    )
    return render(page)


@bp.get(f"/{BATCH}/file")
@requires(Permission.LEDGER_READ)
def original(batch_id: int) -> Response:
    with reading() as session:
        batch = batch_for(session, viewer(), batch_id)
    return download(file_store().read(batch.file_hash), batch.file_name)


def _asked_page() -> int:
    asked = request.args.get("page", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= _DIGITS else 1


def _row(batch: Batch, count: int) -> BatchRow:
    return BatchRow(
        batch_id=batch.id,
        year=batch.year,
        source=batch.source.label,
        title=batch.title,
        unit_name=batch.unit.name,
        count=count,
        confirmed=batch.confirmed_at is not None,
        created_by=batch.created_by.name,
        created_on=day_of(batch.created_at),
    )
