"""Writing down which days count: single days set by hand, years compared with the notice."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.workdays.models import ConfirmedYear, DayOverride, UnitDay
from tracker.workdays.rules.changes import (
    FIRST_YEAR,
    LAST_YEAR,
    DayChange,
    DayKind,
    check_year,
)

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "clear_day",
    "confirm_year",
    "make_changes",
    "set_day",
    "unconfirm_year",
]


def make_changes(
    session: Session,
    unit_id: int | None,
    changes: Iterable[DayChange],
    *,
    by_id: int,
    at: datetime,
) -> None:
    """Set or give back many days at once, for a unit or for all (None).

    Raises:
        InvalidError: a day lies outside the years that the calendar keeps; nothing is written.
    """
    for one in changes:
        if one.kind is DayKind.CLEAR:
            clear_day(session, one.day, unit_id=unit_id)
        else:
            set_day(
                session,
                one.day,
                is_workday=one.kind is DayKind.WORK,
                note=one.note,
                by_id=by_id,
                at=at,
                unit_id=unit_id,
            )


def set_day(  # noqa: PLR0913  what is set about a day, by whom, for whom
    session: Session,
    day: date,
    *,
    is_workday: bool,
    note: str,
    by_id: int,
    at: datetime,
    unit_id: int | None = None,
) -> DayOverride | UnitDay:
    """Set a day as working day or rest day, for a unit or for all; a day set before is set anew.

    Raises:
        InvalidError: the day lies outside the years that the calendar keeps.
    """
    check_year(day.year)
    row = _row(session, day, unit_id)
    if row is None:
        row = DayOverride(day=day) if unit_id is None else UnitDay(unit_id=unit_id, day=day)
        session.add(row)
    row.is_workday = is_workday
    row.note = note
    row.set_by_id = by_id
    row.set_at = at
    session.flush()  # the unique day must speak up here
    return row


def clear_day(session: Session, day: date, *, unit_id: int | None = None) -> None:
    """Give a day back to the calendar behind; a day that nobody set stays as it is."""
    if unit_id is None:
        session.execute(delete(DayOverride).where(DayOverride.day == day))
    else:
        session.execute(delete(UnitDay).where(UnitDay.unit_id == unit_id, UnitDay.day == day))


def confirm_year(session: Session, year: int, *, by_id: int, at: datetime) -> None:
    """Note that a year's days were compared with the notice; a second time changes nothing.

    Raises:
        InvalidError: the year lies outside the years that the calendar keeps.
    """
    check_year(year, "year")
    if session.get(ConfirmedYear, year) is None:
        session.add(ConfirmedYear(year=year, confirmed_by_id=by_id, confirmed_at=at))
        session.flush()  # the year is its own key


def unconfirm_year(session: Session, year: int) -> None:
    """Take the note back: the year is a guess again unless the bundled calendar knows it."""
    session.execute(delete(ConfirmedYear).where(ConfirmedYear.year == year))


def _row(session: Session, day: date, unit_id: int | None) -> DayOverride | UnitDay | None:
    if unit_id is None:
        return session.scalars(select(DayOverride).where(DayOverride.day == day)).one_or_none()
    wanted = select(UnitDay).where(UnitDay.unit_id == unit_id, UnitDay.day == day)
    return session.scalars(wanted).one_or_none()
