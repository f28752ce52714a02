"""Which days are working days, for each office, and what people change about them; pure."""

from tracker.workdays.rules.calendar import SetDay, WorkCalendar, YearDays
from tracker.workdays.rules.calendars import Calendars, SetDays, resolve
from tracker.workdays.rules.changes import DayChange, DayKind, apply, decode, encode, read_rows

__all__ = [
    "Calendars",
    "DayChange",
    "DayKind",
    "SetDay",
    "SetDays",
    "WorkCalendar",
    "YearDays",
    "apply",
    "decode",
    "encode",
    "read_rows",
    "resolve",
]
