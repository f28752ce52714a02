"""The door to a year: its figures, the tasks behind them, the draft, the exported files."""

from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.web.database import reading
from tracker.web.downloads import EXCEL, WORD, download
from tracker.web.render import render
from tracker.yearend.access import SeenLedgers, ledgers_for, unit_to_draft_for
from tracker.yearend.forms import Asked, asked, last_day
from tracker.yearend.pages import BehindPage, NoLedgerPage, YearPage, draft_view
from tracker.yearend.queries import Entries, entries_of, year_facts
from tracker.yearend.render.excel import year_as_excel
from tracker.yearend.render.names import excel_name, word_name
from tracker.yearend.render.word import report_as_word
from tracker.yearend.rules.tables import tables_of
from tracker.yearend.rules.year import YearReport, report_on

bp = Blueprint("yearend", __name__, url_prefix="/yearend")


@bp.get("")
@requires(Permission.LEDGER_READ)
def show() -> Response:
    wanted = asked(request.args, clock.today())
    with reading() as session:
        seen = ledgers_for(session, viewer(), wanted.unit)
        if seen is None:
            return render(NoLedgerPage())
        report = _report(session, seen.chosen, wanted)
        entries = entries_of(session, seen.chosen.id, wanted.year, wanted.as_of)
    return render(_page(seen, wanted, report, entries))


@bp.get("/tasks")
@requires(Permission.LEDGER_READ)
def behind() -> Response:
    wanted = asked(request.args, clock.today())
    with reading() as session:
        seen = ledgers_for(session, viewer(), wanted.unit)
        if seen is None:
            raise NotFoundError
        facts = year_facts(session, seen.chosen, wanted.year, wanted.as_of)
    found = [
        (table, row)
        for table in tables_of(facts)
        for row in table.rows
        if table.key == request.args.get("table") and row.label == request.args.get("row")
    ]
    if not found:
        raise NotFoundError
    table, row = found[0]
    return render(
        BehindPage(
            unit=seen.chosen,
            year=wanted.year,
            as_of=wanted.as_of,
            title=table.title,
            label=row.label,
            tasks=tuple(one for one in facts.tasks if one.id in frozenset(row.tasks)),
            address=_address(seen.chosen, wanted),
        )
    )


@bp.get("/export")
@requires(Permission.YEAREND_DRAFT)
def export() -> Response:
    today = clock.today()
    wanted = asked(request.args, today)
    with reading() as session:
        unit = unit_to_draft_for(session, viewer(), wanted.unit)
        report = _report(session, unit, wanted)
    match request.args.get("format"):
        case "docx":
            content = report_as_word(report, signed_on=today)
            return download(content, word_name(unit.name, wanted.year), WORD)
        case "xlsx":
            content = year_as_excel(report, filled_in_on=today)
            return download(content, excel_name(unit.name, wanted.year), EXCEL)
    raise NotFoundError


def _report(session: Session, unit: Unit, wanted: Asked) -> YearReport:
    return report_on(year_facts(session, unit, wanted.year, wanted.as_of), wanted.length)


def _page(seen: SeenLedgers, wanted: Asked, report: YearReport, entries: Entries) -> YearPage:
    may_draft = may(viewer(), Permission.YEAREND_DRAFT, seen.chosen.id)
    last = last_day(wanted.year, clock.today())
    return YearPage(
        unit=seen.chosen,
        units=seen.units,
        year=wanted.year,
        as_of=wanted.as_of,
        last_day=last,
        length=wanted.length,
        figures=report.figures,
        tables=tuple(one for one in report.tables if one.rows),
        draft=draft_view(report.draft, report.facts.tasks) if may_draft else None,
        address=_address(seen.chosen, wanted),
        entries=entries,
    )


def _address(unit: Unit, wanted: Asked) -> dict[str, Any]:
    """Answer what every link of a page keeps."""
    return {"unit": unit.code, "year": wanted.year, "as_of": wanted.as_of.isoformat()}
