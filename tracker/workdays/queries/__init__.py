"""The calendars as the offices keep them: the bundled days, and what people entered over them."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import extract, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.workdays.models import ConfirmedYear, DayOverride, UnitDay
from tracker.workdays.queries.bundled import bundled_days
from tracker.workdays.rules import (
    Calendars,
    DayChange,
    SetDay,
    SetDays,
    WorkCalendar,
    apply,
    resolve,
)

__all__ = ["bundled_days", "load_calendar", "load_calendars", "overrides_of"]


def load_calendar(session: Session, unit_id: int | None = None) -> WorkCalendar:
    """Answer the working days in force for a unit, or for the whole installation when none is given."""
    found = load_calendars(session)
    return found.base if unit_id is None else found.of(unit_id)


def load_calendars(
    session: Session, pending: tuple[int | None, Iterable[DayChange]] | None = None
) -> Calendars:
    """Answer every calendar in force (three small statements; a fourth when some unit has days of its own).

    ``pending`` are changes that somebody thinks of making: the calendars are answered as if they were made.
    """
    set_days = _set_days(session)
    if pending is not None:
        set_days = apply(set_days, *pending)
    confirmed = frozenset(session.scalars(select(ConfirmedYear.year)))
    own = any(unit_id is not None for unit_id in set_days)
    paths = session.scalars(select(Unit.path)).all() if own else ()
    return resolve(bundled_days, confirmed, set_days, paths)


def overrides_of(
    session: Session, year: int, unit_id: int | None = None
) -> Sequence[DayOverride] | Sequence[UnitDay]:
    """Answer the days of a year that were set by hand for a unit (None: for all), in order."""
    if unit_id is None:
        return session.scalars(
            select(DayOverride)
            .where(extract("year", DayOverride.day) == year)
            .order_by(DayOverride.day)
        ).all()
    return session.scalars(
        select(UnitDay)
        .where(UnitDay.unit_id == unit_id, extract("year", UnitDay.day) == year)
        .order_by(UnitDay.day)
    ).all()


def _set_days(session: Session) -> SetDays:
    found: dict[int | None, dict[date, SetDay]] = {None: {}}
    for day, is_workday, note in session.execute(
        select(DayOverride.day, DayOverride.is_workday, DayOverride.note)
    ):
        found[None][day] = SetDay(is_workday, note)
    for unit_id, day, is_workday, note in session.execute(
        select(UnitDay.unit_id, UnitDay.day, UnitDay.is_workday, UnitDay.note)
    ):
        found.setdefault(unit_id, {})[day] = SetDay(is_workday, note)
    return found
