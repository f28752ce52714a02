"""When the product may speak: office hours of working days, in the office's zone; and when it tries again."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.workdays.rules import WorkCalendar

_ZONE = ZoneInfo("Asia/Shanghai")
OPENS = time(8, 30)
CLOSES = time(17, 30)
# Days that a reminder may come late and still be worth sending; longer rests count as one step.
_CATCH_UP = timedelta(days=3)
# Ids that follow one another land far apart.
_STRIDE, _PLACES = 37, 100
_RETRIES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)


def office_day(at: datetime) -> date:
    """Answer the office's day of an aware moment."""
    return at.astimezone(_ZONE).date()


def office_hours(at: datetime, calendar: WorkCalendar) -> bool:
    """Answer whether the office is open: 08:30 to 17:30 of a working day."""
    local = at.astimezone(_ZONE)
    return calendar.is_workday(local.date()) and OPENS <= local.time() < CLOSES


def midnight(day: date) -> datetime:
    """Answer the moment at which a day begins in the office."""
    return datetime.combine(day, time(), tzinfo=_ZONE)


def still_worth_telling(today: date, calendar: WorkCalendar) -> date:
    """Answer the earliest day whose reminders are still sent today.

    Three days back, and in any case the working day before: what was due on the eve of a long holiday is told
    after it.
    """
    return min(today - _CATCH_UP, calendar.plus(today, -1))


def next_try(at: datetime, attempts: int, message_id: int) -> datetime | None:
    """Answer when to try again after a number of failed attempts, or None when there were enough.

    Messages that failed together come again spread over a fifth of the rest, each in its own place: a server
    that had too much to do at once shall not have it again.
    """
    if tried_enough(attempts):
        return None
    rest = _RETRIES[attempts - 1]
    return at + rest + rest * (message_id * _STRIDE % _PLACES) / (5 * _PLACES)


def tried_enough(attempts: int) -> bool:
    """Answer whether there were so many attempts that there shall be no other."""
    return attempts > len(_RETRIES)


def clock_time(minutes: int) -> time:
    """Answer the time of day that lies so many minutes after midnight."""
    return time(minutes // 60, minutes % 60)


def office_time(at: datetime) -> time:
    """Answer the office's time of day of an aware moment."""
    return at.astimezone(_ZONE).time()
