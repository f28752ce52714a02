"""Quarters, in which sustained tasks are reviewed (季度复核)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.errors import InvalidError

_MONTHS = 3
_NUMERALS = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year; ``number`` is 1 to 4."""

    year: int
    number: int

    @property
    def label(self) -> str:
        """Answer the quarter as it is written."""
        return f"{self.year}年第{_NUMERALS[self.number - 1]}季度"

    @property
    def first_day(self) -> date:
        """Answer the first day of the quarter."""
        return date(self.year, (self.number - 1) * _MONTHS + 1, 1)

    @property
    def before(self) -> "Quarter":
        """Answer the quarter before."""
        return quarter_of(self.first_day - timedelta(days=1))


def quarter_of(day: date) -> Quarter:
    """Answer the quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) // _MONTHS + 1)


def check_quarter(quarter: Quarter, *, sustained_on: date | None, done_on: date) -> None:
    """Check that a quarter can be reviewed on a day.

    Raises:
        InvalidError: it has not begun, or it was over before the task became one to be sustained.
    """
    if done_on < quarter.first_day:
        raise InvalidError(f"{quarter.label}还没有开始，不能复核。", "done_on")
    if sustained_on is not None and quarter < quarter_of(sustained_on):
        raise InvalidError(f"这项任务在{quarter.label}以后才转入长期坚持，不用复核那个季度。")
