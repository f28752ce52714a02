"""问题去向对照表: on the page, in Word and in Excel."""

from flask import Response, request

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.web.database import reading
from tracker.web.downloads import EXCEL, WORD, download
from tracker.web.render import render
from tracker.yearend.access import unit_to_draft_for
from tracker.yearend.forms import asked
from tracker.yearend.pages.whereabouts import WhereaboutsPage
from tracker.yearend.render.whereabouts import (
    whereabouts_as_excel,
    whereabouts_as_word,
    whereabouts_title,
)
from tracker.yearend.rules.whereabouts import whereabouts as rows_of
from tracker.yearend.views.asking import address_of, report_for
from tracker.yearend.views.blueprint import bp


@bp.get("/whereabouts")
@requires(Permission.YEAREND_DRAFT)
def whereabouts() -> Response:
    wanted = asked(request.args, clock.today())
    with reading() as session:
        unit = unit_to_draft_for(session, viewer(), wanted.unit)
        report = report_for(session, unit, wanted)
    rows = rows_of(report.facts, report.draft)
    address = address_of(unit, wanted)
    return render(WhereaboutsPage(unit, wanted.year, wanted.as_of, rows, address))


@bp.get("/whereabouts/<kind>")
@requires(Permission.YEAREND_DRAFT)
def whereabouts_file(kind: str) -> Response:
    today = clock.today()
    wanted = asked(request.args, today)
    with reading() as session:
        unit = unit_to_draft_for(session, viewer(), wanted.unit)
        report = report_for(session, unit, wanted)
    facts, rows = report.facts, rows_of(report.facts, report.draft)
    name = f"{whereabouts_title(facts)}.{kind}"
    match kind:
        case "docx":
            return download(whereabouts_as_word(facts, rows, today), name, WORD)
        case "xlsx":
            return download(whereabouts_as_excel(facts, rows, today), name, EXCEL)
    raise NotFoundError
