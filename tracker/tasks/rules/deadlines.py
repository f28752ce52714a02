"""Proposing deadlines and judging requests to move them."""

from datetime import date, timedelta

from tracker.core.errors import InvalidError
from tracker.tasks.rules.kinds import TaskKind
from tracker.workdays.rules import WorkCalendar

# Days that a type of task proposes; a paper's own date always goes before.
DAYS = {TaskKind.AT_ONCE: 15, TaskKind.BY_STAGES: 90}


def propose_due(kind: TaskKind, assigned_on: date, calendar: WorkCalendar) -> date:
    """Answer the deadline that a type of task proposes, moved back to a working day.

    Work that goes on (持续整改) is proposed for the end of the year in which it is assigned.
    """
    if kind is TaskKind.LASTING:
        proposed = date(assigned_on.year, 12, 31)
    else:
        proposed = assigned_on + timedelta(days=DAYS[kind])
    return calendar.on_or_before(proposed)


def needs_secretary(*, late: bool, granted: int) -> bool:
    """Answer whether a request for more time goes to the secretary: asked late, or not the round's first."""
    return late or granted > 0


def check_extension(due_on: date | None, proposed_on: date, asked_on: date) -> bool:
    """Check a request for more time; answer whether it comes late (补办延期).

    Raises:
        InvalidError: there is no deadline to move, or the new day is not later.
    """
    if due_on is None:
        raise InvalidError("这项任务没有整改时限，不用申请延期。")
    if proposed_on <= due_on:
        raise InvalidError("新的时限要晚于现在的时限。", "proposed_on")
    if proposed_on < asked_on:
        raise InvalidError("新的时限不能早于今天。", "proposed_on")
    return asked_on > due_on
