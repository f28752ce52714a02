"""Shares, days and numerals are written as an office writes them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.rules.numerals import whole_number
from tracker.tasks.rules.shares import percent
from tracker.yearend.rules.numbers import day_in_year, han, long_day, plain, some, until


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (9, 12, "75%"),
        (10, 12, "83.3%"),
        (688, 697, "98.7%"),
        (12, 12, "100%"),
        (9996, 10000, "99.9%"),  # never rounded up to everything
        (1, 10000, "0.1%"),  # nor down to nothing
        (0, 5, "0%"),
        (0, 0, "—"),
    ],
)
def test_a_share_is_written_with_one_decimal_none_when_whole(
    part: int, whole: int, text: str
) -> None:
    assert percent(part, whole) == text


@given(st.integers(0, 60_000), st.integers(1, 60_000))
def test_only_everything_is_100_percent(part: int, whole: int) -> None:
    part = min(part, whole)
    assert (percent(part, whole) == "100%") is (part == whole)
    assert (percent(part, whole) == "0%") is (part == 0)


@given(st.integers(1, 999))
def test_numerals_are_those_that_the_reader_reads(number: int) -> None:
    assert whole_number(han(number)) == number


def test_amounts_days_and_deadlines() -> None:
    assert [plain(Decimal(text)) for text in ("4.60", "18.00", "100")] == ["4.6", "18", "100"]
    assert long_day(date(2026, 1, 5)) == "2026年1月5日"
    assert day_in_year(date(2026, 1, 5), 2026) == "1月5日"
    assert day_in_year(date(2025, 1, 5), 2026) == "2025年1月5日"
    assert until(date(2027, 4, 30), 2026) == "2027年4月底"
    assert until(date(2026, 12, 20), 2026) == "12月20日"


def test_what_is_counted_is_two_and_what_is_numbered_is_second() -> None:
    assert [some(one) for one in (1, 2, 3, 12)] == ["一个", "两个", "三个", "十二个"]
    assert han(2) == "二"
