"""The calendar as the office keeps it: the bundled days, and what people entered over them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.workdays.models import ConfirmedYear, DayOverride
from tracker.workdays.queries.bundled import bundled_days
from tracker.workdays.rules import SetDay, WorkCalendar

__all__ = ["bundled_days", "load_calendar", "overrides_of"]


def load_calendar(session: Session) -> WorkCalendar:
    """Answer the working days in force (two small statements)."""
    rows = session.execute(select(DayOverride.day, DayOverride.is_workday, DayOverride.note)).all()
    return WorkCalendar(
        days_of=bundled_days,
        set_days={day: SetDay(is_workday, note) for day, is_workday, note in rows},
        confirmed_years=frozenset(session.scalars(select(ConfirmedYear.year))),
    )


def overrides_of(session: Session, year: int) -> Sequence[DayOverride]:
    """Answer the days of a year that were set by hand, in order."""
    rows = session.scalars(select(DayOverride).order_by(DayOverride.day)).all()
    return [one for one in rows if one.day.year == year]
