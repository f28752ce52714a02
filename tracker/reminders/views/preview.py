"""将要发出: what goes out on a day, as things stand."""

from datetime import date
from itertools import groupby

from flask import Response, request

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, units_with
from tracker.core import clock
from tracker.reminders.pages.calendar import PreviewPage
from tracker.reminders.queries.preview import foreseen
from tracker.reminders.rules.explaining import about_day
from tracker.reminders.views.blueprint import bp, tabs
from tracker.web.database import reading
from tracker.web.render import render
from tracker.workdays.queries import load_calendars


@bp.get("/preview")
@requires(Permission.LEDGER_READ)
def preview() -> Response:
    """Clerks see everybody's; others what they themselves will be told."""
    who, today = viewer(), clock.today()
    with reading() as session:
        calendars = load_calendars(session)
        calendar = calendars.of(who.unit_id)
        on = _asked() or calendar.plus(today, 1)
        kept = units_with(who, Permission.REPORT_IMPORT)
        found = foreseen(session, calendars, on, None, today)
        mine = [one for one in found if one.person_id == who.person_id or one.unit_id in kept]
    return render(
        PreviewPage(
            tabs=tabs(),
            on=on,
            about=about_day(on, calendar, today).text,
            workday=calendar.is_workday(on),
            provisional=calendar.is_provisional(on.year),
            people=tuple(
                (name, tuple(ones)) for name, ones in groupby(mine, key=lambda one: one.person)
            ),
            count=len(mine),
        )
    )


def _asked() -> date | None:
    try:
        found = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None  # noqa: PLR2004  the years that calendars keep
