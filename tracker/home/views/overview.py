"""整改概况: the year at a glance behind the first page, and the page of its pictures."""

from datetime import date

from flask import Response, request
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, Viewer
from tracker.core import clock
from tracker.home.pages import (
    GlancePage,
    NoOverviewPage,
    OverviewPage,
    YearGlance,
    year_glance,
)
from tracker.home.queries import first_ledger, lights_by_unit, problems_by_year
from tracker.home.rules.pictures import done_problems, pictures_of
from tracker.home.views.blueprint import bp
from tracker.web.database import reading
from tracker.web.render import render
from tracker.yearend.access import ledgers_for
from tracker.yearend.queries import standing_facts, year_facts

_YEARS = range(2000, 2100)


@bp.get("/glance")
@requires(Permission.LEDGER_READ)
def glance() -> Response:
    who, today = viewer(), clock.today()
    with reading() as session:
        page = GlancePage(_glance(session, who, today), lights_by_unit(session, who, today))
    return render(page)


@bp.get("/overview")
@requires(Permission.LEDGER_READ)
def overview() -> Response:
    today = clock.today()
    year = _asked_year(today)
    with reading() as session:
        seen = ledgers_for(session, viewer(), request.args.get("unit"))
        if seen is None:
            return render(NoOverviewPage())
        facts = year_facts(session, seen.chosen, year, min(today, date(year, 12, 31)))
        years = problems_by_year(session, seen.chosen.id)
    return render(
        OverviewPage(
            unit=seen.chosen,
            units=seen.units,
            glance=year_glance(facts),
            pictures=pictures_of(facts, years),
            done=done_problems(facts),
            again=tuple(one for one in facts.problems if one.repeats_year is not None),
            latest=year >= today.year,
        )
    )


def _asked_year(today: date) -> int:
    """Answer the year of the address, else this one; years to come have nothing to show."""
    text = request.args.get("year", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else today.year  # noqa: PLR2004  a year has four figures
    return year if year in _YEARS and year <= today.year else today.year


def _glance(session: Session, who: Viewer, today: date) -> YearGlance | None:
    """Answer the year of the first ledger that the viewer reads; None when there is nothing in it."""
    unit = first_ledger(session, who)
    if unit is None:
        return None
    facts = standing_facts(session, unit, today)
    return year_glance(facts) if facts.problems else None
