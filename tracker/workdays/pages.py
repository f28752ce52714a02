"""What the pages of working days are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from tracker.web.forms import ChineseForm
from tracker.workdays.rules import DayChange, DayKind, SetDay, WorkCalendar

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
class SetRow:
    """A day that was set by hand, and by which unit (empty: for all)."""

    day: date
    is_workday: bool
    note: str
    unit: str


@dataclass(frozen=True, slots=True)
class YearPage:
    """The year at a glance; ``unit`` is the scope as addresses carry it, ``keeper`` may set days in it.

    ``may_move`` opens the list of deadlines that fall on rest days.
    """

    template: ClassVar[str] = "workdays/year.html"

    year: int
    unit: str
    unit_name: str
    scopes: tuple[tuple[str, str], ...]
    months: tuple[Month, ...]
    workdays: int
    provisional: bool
    confirmed: bool
    set_days: Sequence[SetRow]
    previous_year: int | None
    next_year: int | None
    keeper: bool
    may_move: bool
    year_form: ChineseForm | None
    weekdays: tuple[str, ...] = WEEKDAYS


@dataclass(frozen=True, slots=True)
class DayPage:
    """One day to be set; the fragment fills a dialog."""

    template: ClassVar[str] = "workdays/day.html"
    fragment: ClassVar[str] = "workdays/_day.html"

    form: ChineseForm
    unit_name: str
    year: int


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Many days to be read from a file or from pasted lines."""

    template: ClassVar[str] = "workdays/import.html"

    form: ChineseForm
    unit_name: str
    year: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One day that would change: what it is now and what it would be."""

    day: date
    weekday: str
    before: str
    after: str
    note: str
    same: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What would change, to be agreed; ``effect_url`` tells what moves because of it."""

    template: ClassVar[str] = "workdays/check.html"

    unit_name: str
    year: int
    rows: tuple[ChangeRow, ...]
    odd: tuple[str, ...]
    form: ChineseForm
    back_url: str
    effect_url: str


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


def change_row(change: DayChange, before: WorkCalendar, after: WorkCalendar) -> ChangeRow:
    """Show one change beside what holds now."""
    now, then = before.is_workday(change.day), after.is_workday(change.day)
    held = before.set_days.get(change.day)
    wanted = SetDay(change.kind is DayKind.WORK, change.note)
    return ChangeRow(
        day=change.day,
        weekday=f"星期{WEEKDAYS[change.day.weekday()]}",
        before=_word(workday=now),
        after=_word(workday=then),
        note=change.note,
        same=now == then and (held == wanted if change.kind is not DayKind.CLEAR else held is None),
    )


def _word(*, workday: bool) -> str:
    return "上班" if workday else "休息"


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
