"""Lights and timeliness: functions of dates, never of whether a job has run."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.tasks.rules.lifecycle import OWED, State

NEAR = timedelta(days=10)
SLEEPING_DAYS = 30


class Light(StrEnum):
    """How a task stands against its deadline today (always shown as a word)."""

    ON_TRACK = "on_track"
    NEAR = "near"
    OVERDUE = "overdue"
    UNDATED = "undated"
    SUSTAINED = "sustained"
    RESTING = "resting"
    DONE = "done"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _LIGHT_WORDS[self]


_LIGHT_WORDS = {
    Light.ON_TRACK: "按序时推进",
    Light.NEAR: "临近时限",
    Light.OVERDUE: "超期未完成",
    Light.UNDATED: "未定时限",
    Light.SUSTAINED: "长期坚持",
    Light.RESTING: "暂缓",
    Light.DONE: "已办结",
}


class Timeliness(StrEnum):
    """How the work kept its deadline; told apart in every figure."""

    ON_TIME = "on_time"
    EXTENDED = "extended"
    LATE = "late"
    OVERDUE = "overdue"
    RUNNING = "running"

    @property
    def label(self) -> str:
        """Answer the word in figures."""
        return _TIMELINESS_WORDS[self]


_TIMELINESS_WORDS = {
    Timeliness.ON_TIME: "按期完成",
    Timeliness.EXTENDED: "延期完成（经批准）",
    Timeliness.LATE: "超期完成",
    Timeliness.OVERDUE: "超期未完成",
    Timeliness.RUNNING: "未到时限",
}


@dataclass(frozen=True, slots=True)
class RoundDates:
    """The days of a round that its timeliness depends on; ``done_on`` is the day it was closed or sustained."""

    original_due_on: date | None
    due_on: date | None
    done_on: date | None
    extended_late: bool = False


def light(state: State, due_on: date | None, today: date) -> Light:
    """Answer the light of a task on a day."""
    if state is State.SUSTAINED:
        return Light.SUSTAINED
    if state is State.PAUSED:
        return Light.RESTING
    if state not in OWED:
        return Light.DONE
    if due_on is None:
        return Light.UNDATED  # without a deadline nothing can be judged, not even that all is well
    return _dated(due_on, today)


def _dated(due_on: date, today: date) -> Light:
    if due_on < today:
        return Light.OVERDUE
    return Light.NEAR if due_on - today <= NEAR else Light.ON_TRACK


def days_without_movement(state: State, moved_on: date | None, today: date) -> int | None:
    """Answer for how many days nothing moved, when that is long enough to be told; else None."""
    if state not in OWED or moved_on is None:
        return None
    days = (today - moved_on).days
    return days if days >= SLEEPING_DAYS else None


def timeliness(dates: RoundDates, today: date) -> Timeliness:
    """Answer how a round kept its deadline, as of a day.

    A late extension (补办延期) does not turn a late closing into one in time.
    """
    if dates.done_on is None or dates.done_on > today:
        late = dates.due_on is not None and dates.due_on < today
        return Timeliness.OVERDUE if late else Timeliness.RUNNING
    if dates.original_due_on is None or dates.done_on <= dates.original_due_on:
        return Timeliness.ON_TIME
    if dates.due_on is not None and dates.done_on <= dates.due_on and not dates.extended_late:
        return Timeliness.EXTENDED
    return Timeliness.LATE
