"""Which days count: holidays, make-up Saturdays, years nobody has announced, days set by hand."""

import runpy
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.workdays.queries import bundled_days
from tracker.workdays.rules import SetDay, WorkCalendar, YearDays

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = WorkCalendar(bundled_days)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 9, 20), True),  # a Sunday worked for the National Day
        (date(2026, 10, 10), True),  # a Saturday worked for the National Day
        (date(2026, 10, 11), False),
        (date(2026, 2, 14), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2028, 10, 3), False),  # statutory, so guessed also in a year not announced
        (date(2028, 10, 6), True),  # no make-up holiday is guessed
        (date(2028, 9, 30), False),  # nor any make-up Saturday
    ],
)
def test_a_day_is_worked_or_not(day: date, works: bool) -> None:  # noqa: FBT001  a column of the table
    assert BUNDLED.is_workday(day) is works


@pytest.mark.parametrize(
    ("year", "guess"), [(2025, False), (2026, False), (2027, True), (2028, True)]
)
def test_a_year_without_a_notice_is_provisional(year: int, guess: bool) -> None:  # noqa: FBT001  a column of the table
    assert BUNDLED.is_provisional(year) is guess


def test_a_confirmed_year_is_not_provisional_any_more() -> None:
    assert not WorkCalendar(bundled_days, confirmed_years=frozenset({2028})).is_provisional(2028)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 10, 3), date(2026, 9, 30), date(2026, 10, 8)),
        (date(2026, 10, 10), date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 10, 11), date(2026, 10, 10), date(2026, 10, 12)),
        (date(2026, 2, 15), date(2026, 2, 14), date(2026, 2, 24)),
    ],
)
def test_a_rest_day_gives_way_to_its_neighbours(day: date, before: date, after: date) -> None:
    assert BUNDLED.on_or_before(day) == before
    assert BUNDLED.on_or_after(day) == after


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 4), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 10, 4), 0, date(2026, 10, 4)),
    ],
)
def test_counting_by_working_days(day: date, count: int, expected: date) -> None:
    assert BUNDLED.plus(day, count) == expected


def test_a_day_set_by_hand_wins_and_says_why() -> None:
    fair = date(2026, 4, 13)
    calendar = WorkCalendar(bundled_days, {fair: SetDay(is_workday=False, note="本地庙会")})
    assert BUNDLED.is_workday(fair)
    assert not calendar.is_workday(fair)
    assert calendar.reason(fair) == "本地庙会"


def test_a_table_of_nothing_but_rest_days_still_ends() -> None:
    start = date(2030, 1, 1)
    rest = {start + timedelta(days=n): "停工" for n in range(-400, 400)}
    calendar = WorkCalendar(lambda _year: YearDays(rest=rest))
    assert calendar.on_or_after(start) == start
    assert calendar.on_or_before(start) == start


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


def worked(start: date, end: date) -> int:
    """Count by hand the working days after a day up to another; negative for those before it, down to the other."""
    way = 1 if end >= start else -1
    passed = (start + timedelta(days=n * way) for n in range(1, abs((end - start).days) + 1))
    return way * sum(BUNDLED.is_workday(one) for one in passed)


@settings(deadline=None)
@given(days, st.integers(-30, 30))
def test_no_day_between_1900_and_2200_raises_and_counting_turns_back(day: date, count: int) -> None:
    there = BUNDLED.plus(day, count)
    assert worked(day, there) == count
    assert BUNDLED.is_workday(there) or count == 0


@settings(deadline=None)
@given(days)
def test_neighbours_are_working_days_with_none_between(day: date) -> None:
    after = BUNDLED.on_or_after(day)
    before = BUNDLED.on_or_before(day)
    assert BUNDLED.is_workday(after)
    assert BUNDLED.is_workday(before)
    assert before <= day <= after
    assert worked(before, after) == (0 if before == after else 1)


def test_the_kept_days_are_those_of_the_package() -> None:
    written = runpy.run_path(str(ROOT / ".ci" / "days.py"))["lines"]()
    kept = (ROOT / "tracker" / "workdays" / "china.txt").read_text(encoding="utf-8")
    assert kept.splitlines() == list(written)


@pytest.mark.parametrize("year", [1901, 1949, 2101, 2200])
def test_a_year_that_nobody_knows_has_weekends_alone(year: int) -> None:
    assert bundled_days(year) == YearDays()
    assert BUNDLED.is_workday(date(year, 10, 1)) is (date(year, 10, 1).weekday() < 5)
