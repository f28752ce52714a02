"""Which days are working days, and counting by them (放假调休, PRODUCT.md §6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)
# No arrangement has ever closed offices for half as long; a table of nothing but rest days ends here.
_LONGEST_REST = 60


@dataclass(frozen=True, slots=True)
class YearDays:
    """What is known of a year besides its weekends.

    ``rest`` are weekdays and others off work with the holiday's name, ``makeup`` weekend days worked instead
    (调休); ``official`` says whether the State Council's notice for the year is known.
    """

    rest: Mapping[date, str] = field(default_factory=dict)
    makeup: frozenset[date] = frozenset()
    official: bool = False


@dataclass(frozen=True, slots=True)
class SetDay:
    """A day that somebody set by hand: it wins over everything else."""

    is_workday: bool
    note: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of the office; knows an answer for every year and never raises.

    ``days_of`` tells what is known of a year, ``set_days`` what people entered, ``confirmed_years`` the years
    that somebody compared with the notice.
    """

    days_of: Callable[[int], YearDays]
    set_days: Mapping[date, SetDay] = field(default_factory=dict)
    confirmed_years: frozenset[int] = frozenset()
    _known: dict[date, bool] = field(default_factory=dict, compare=False, repr=False)

    def is_workday(self, day: date) -> bool:
        """Answer whether the office works on a day."""
        found = self._known.get(day)
        if found is None:
            found = self._known[day] = self._is_workday(day)
        return found

    def is_provisional(self, year: int) -> bool:
        """Answer whether a year's arrangement is only a guess: Monday to Friday without statutory days (预估)."""
        return not self.days_of(year).official and year not in self.confirmed_years

    def reason(self, day: date) -> str:
        """Answer the name of the holiday or the note on a day; empty for an ordinary one."""
        if day in self.set_days:
            return self.set_days[day].note
        known = self.days_of(day.year)
        return "调休上班" if day in known.makeup else known.rest.get(day, "")

    def is_makeup(self, day: date) -> bool:
        """Answer whether a weekend day is worked."""
        return day.weekday() >= _SATURDAY and self.is_workday(day)

    def on_or_after(self, day: date) -> date:
        """Answer a day itself, or the next working day when it is a rest day."""
        return self._nearest(day, _DAY)

    def on_or_before(self, day: date) -> date:
        """Answer a day itself, or the last working day before it when it is a rest day."""
        return self._nearest(day, -_DAY)

    def plus(self, day: date, workdays: int) -> date:
        """Answer the day that lies a number of working days after a day (before it, when negative).

        Both ``plus(friday, 1)`` and ``plus(saturday, 1)`` are the Monday; zero answers the day itself.
        """
        step = _DAY if workdays > 0 else -_DAY
        for _ in range(abs(workdays)):
            day = self._nearest(day + step, step)
        return day

    def _is_workday(self, day: date) -> bool:
        if day in self.set_days:
            return self.set_days[day].is_workday
        known = self.days_of(day.year)
        if day in known.makeup:
            return True
        return day.weekday() < _SATURDAY and day not in known.rest

    def _nearest(self, day: date, step: timedelta) -> date:
        tried = day
        for _ in range(_LONGEST_REST):
            if self.is_workday(tried):
                return tried
            tried += step
        return day
