"""Writing down which days count: single days set by hand, years compared with the notice."""

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.workdays.models import ConfirmedYear, DayOverride

FIRST_YEAR = 1990
LAST_YEAR = 2200


def set_day(
    session: Session, day: date, *, is_workday: bool, note: str, by_id: int, at: datetime
) -> DayOverride:
    """Set a day as working day or rest day; a day set before is set anew.

    Raises:
        InvalidError: the day lies outside the years that the calendar keeps.
    """
    _check_year(day.year, "day")
    row = session.scalars(select(DayOverride).where(DayOverride.day == day)).one_or_none()
    if row is None:
        row = DayOverride(day=day)
        session.add(row)
    row.is_workday = is_workday
    row.note = note
    row.set_by_id = by_id
    row.set_at = at
    session.flush()  # the unique day must speak up here
    return row


def clear_day(session: Session, day: date) -> None:
    """Give a day back to the bundled calendar; a day that nobody set stays as it is."""
    session.execute(delete(DayOverride).where(DayOverride.day == day))


def confirm_year(session: Session, year: int, *, by_id: int, at: datetime) -> None:
    """Note that a year's days were compared with the notice; a second time changes nothing.

    Raises:
        InvalidError: the year lies outside the years that the calendar keeps.
    """
    _check_year(year, "year")
    if session.get(ConfirmedYear, year) is None:
        session.add(ConfirmedYear(year=year, confirmed_by_id=by_id, confirmed_at=at))
        session.flush()  # the year is its own key


def unconfirm_year(session: Session, year: int) -> None:
    """Take the note back: the year is a guess again unless the bundled calendar knows it."""
    session.execute(delete(ConfirmedYear).where(ConfirmedYear.year == year))


def _check_year(year: int, field: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidError(f"请填写 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间的日期。", field)
