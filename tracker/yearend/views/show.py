"""The door to a year: its figures, the tasks behind them, the draft."""

from flask import Response, request

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.web.database import reading
from tracker.web.render import render
from tracker.yearend.access import SeenLedgers, ledgers_for
from tracker.yearend.forms import Asked, asked, last_day
from tracker.yearend.pages.words import draft_view
from tracker.yearend.pages.year import BehindPage, NoLedgerPage, RatePage, YearPage
from tracker.yearend.queries import Entries, entries_of, year_facts
from tracker.yearend.rules.rate import rate_apart
from tracker.yearend.rules.tables import tables_of
from tracker.yearend.rules.year import YearReport
from tracker.yearend.views.asking import address_of, report_for
from tracker.yearend.views.blueprint import bp

RATE = "rate"  # asks for what is behind the rate, which is no line of a table


@bp.get("")
@requires(Permission.LEDGER_READ)
def show() -> Response:
    wanted = asked(request.args, clock.today())
    with reading() as session:
        seen = ledgers_for(session, viewer(), wanted.unit)
        if seen is None:
            return render(NoLedgerPage())
        report = report_for(session, seen.chosen, wanted)
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
    if request.args.get("table") == RATE:
        address = address_of(seen.chosen, wanted)
        apart = rate_apart(facts)
        return render(RatePage(seen.chosen, wanted.year, wanted.as_of, apart, address))
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
            address=address_of(seen.chosen, wanted),
        )
    )


def _page(seen: SeenLedgers, wanted: Asked, report: YearReport, entries: Entries) -> YearPage:
    may_draft = may(viewer(), Permission.YEAREND_DRAFT, seen.chosen.id)
    last = last_day(wanted.year, clock.today())
    return YearPage(
        unit=seen.chosen,
        units=seen.units,
        year=wanted.year,
        as_of=wanted.as_of,
        last_day=last,
        length=report.length,
        figures=report.figures,
        tables=tuple(one for one in report.tables if one.rows),
        draft=draft_view(report.draft, report.facts.tasks) if may_draft else None,
        address=address_of(seen.chosen, wanted),
        entries=entries,
    )
