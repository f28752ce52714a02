"""What the page of working days is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from flask_wtf import FlaskForm

from tracker.workdays.models import DayOverride
from tracker.workdays.rules import WorkCalendar

WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the grid; ``kind`` is work, rest, holiday or makeup, ``mark`` the word written beside it."""

    day: date
    kind: str
    mark: str
    reason: str
    by_hand: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks from Monday to Sunday; None fills the days of its neighbours."""

    number: int
    weeks: tuple[tuple[DayCell | None, ...], ...]
    workdays: int


@dataclass(frozen=True, slots=True)
class YearPage:
    """The year at a glance, with the form for those who keep the calendar."""

    template: ClassVar[str] = "workdays/year.html"

    year: int
    months: tuple[Month, ...]
    workdays: int
    provisional: bool
    confirmed: bool
    overrides: Sequence[DayOverride]
    previous_year: int | None
    next_year: int | None
    form: FlaskForm | None
    year_form: FlaskForm | None
    weekdays: tuple[str, ...] = WEEKDAYS


def month_of(calendar: WorkCalendar, year: int, number: int, today: date) -> Month:
    """Lay out a month."""
    cells = [_cell(calendar, day, today) for day in _days(year, number)]
    before: list[DayCell | None] = [None] * cells[0].day.weekday()
    padded = [*before, *cells]
    padded += [None] * (-len(padded) % 7)
    return Month(
        number=number,
        weeks=tuple(tuple(padded[n : n + 7]) for n in range(0, len(padded), 7)),
        workdays=sum(cell.kind in {"work", "makeup"} for cell in cells),
    )


def _days(year: int, number: int) -> list[date]:
    first = date(year, number, 1)
    days = (first + timedelta(days=n) for n in range(31))
    return [day for day in days if day.month == number]


def _cell(calendar: WorkCalendar, day: date, today: date) -> DayCell:
    kind = _kind(calendar, day)
    return DayCell(
        day=day,
        kind=kind,
        mark={"makeup": "班", "holiday": "休"}.get(kind, ""),
        reason=calendar.reason(day),
        by_hand=day in calendar.set_days,
        is_today=day == today,
    )


def _kind(calendar: WorkCalendar, day: date) -> str:
    if calendar.is_workday(day):
        return "makeup" if calendar.is_makeup(day) else "work"
    ordinary = not calendar.reason(day) and day not in calendar.set_days
    return "rest" if ordinary else "holiday"
