"""将要发出: what goes out on a day, as things stand; and one day of one person, with the reasons."""

from collections.abc import Collection
from datetime import date
from itertools import groupby

from flask import Response, request
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may, units_with
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.reminders.pages.calendar import PersonDayPage, PreviewPage
from tracker.reminders.queries.days import TaskDay, day_of_person
from tracker.reminders.queries.explain import (
    Concerned,
    listener,
    obstacles_in,
    people_named,
    the_one,
)
from tracker.reminders.queries.preview import foreseen
from tracker.reminders.rules.days import day_heading
from tracker.reminders.rules.explaining import about_day, about_person
from tracker.reminders.views.blueprint import bp, tabs
from tracker.web.database import reading
from tracker.web.render import render
from tracker.workdays.queries import load_calendars
from tracker.workdays.rules import Calendars


@bp.get("/preview")
@requires(Permission.LEDGER_READ)
def preview() -> Response:
    """Clerks see everybody's; others what they themselves will be told."""
    who, today = viewer(), clock.today()
    name = request.args.get("person", "").strip()
    with reading() as session:
        calendars = load_calendars(session)
        calendar = calendars.of(who.unit_id)
        if name:
            on = _asked() or calendar.on_or_before(today)
            return render(_day_of(session, name, on, calendars, today))
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
            past=on < today,
            may_see_log=may(who, Permission.HEALTH_READ),
            people=tuple(
                (name, tuple(ones)) for name, ones in groupby(mine, key=lambda one: one.person)
            ),
            count=len(mine),
            own_login="" if kept else who.login,
        )
    )


def _day_of(
    session: Session, name: str, on: date, calendars: Calendars, today: date
) -> PersonDayPage:
    """Whoever keeps a ledger asks about the people of its units, everybody about themselves."""
    kept = units_with(viewer(), Permission.REPORT_IMPORT)
    calendar = calendars.of(viewer().unit_id)
    notes = [about_day(on, calendar, today)]
    days: list[TaskDay] = []
    heading = refusal = ""
    kept_back: tuple[str, ...] = ()
    try:
        who = _person(session, name, kept)
    except InvalidError as error:
        refusal = error.message
    else:
        units = None if who.person.id == viewer().person_id else kept
        days = day_of_person(session, who, on, calendars, units, today)
        heading = day_heading(who.person.name, on, sum(one.is_told for one in days), today)
        notes += about_person(listener(who), concerned=bool(days))
        kept_back = _kept_back(session, kept, on, today)
    return PersonDayPage(
        tabs=tabs(),
        on=on,
        asked=name,
        refusal=refusal,
        heading=heading,
        notes=(*kept_back, *(one.text for one in notes)),
        told=tuple(one for one in days if one.is_told),
        silent=tuple(one for one in days if not one.is_told),
    )


def _kept_back(session: Session, kept: Collection[int], on: date, today: date) -> tuple[str, ...]:
    """Answer what keeps the reminders of today back; a day to come has nothing in its way yet."""
    if on != today:
        return ()
    return obstacles_in(session, kept or {viewer().unit_id}, clock.now(), today)


def _person(session: Session, name: str, kept: Collection[int]) -> Concerned:
    """Answer whom a name or login means.

    Raises:
        InvalidError: nobody, somebody about whom the viewer may not ask, or several people.
    """
    found = people_named(session, name, kept or None)
    if not kept:
        found = [one for one in found if one.person.id == viewer().person_id]
        if not found:
            raise InvalidError("您只能查自己的提醒，请填写自己的姓名。", "person")
    if not found:
        raise InvalidError(f"您管理的单位里没有叫“{name}”的人，请写姓名或登录名。", "person")
    return the_one(found, name)


def _asked() -> date | None:
    try:
        found = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None  # noqa: PLR2004  the years that calendars keep
