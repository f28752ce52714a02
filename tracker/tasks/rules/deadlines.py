"""Proposing deadlines and judging requests to move them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.errors import InvalidError
from tracker.tasks.rules.kinds import TaskKind
from tracker.workdays.rules import WorkCalendar

# Days that a type of task proposes; a paper's own date always goes before.
DAYS = {TaskKind.AT_ONCE: 15, TaskKind.BY_STAGES: 90}


def days_of_unit(at_once: int | None, by_stages: int | None) -> dict[TaskKind, int]:
    """Answer the days that types of tasks propose in a unit; None stands for the usual ones."""
    return {
        TaskKind.AT_ONCE: at_once or DAYS[TaskKind.AT_ONCE],
        TaskKind.BY_STAGES: by_stages or DAYS[TaskKind.BY_STAGES],
    }


def propose_due(
    kind: TaskKind,
    assigned_on: date,
    calendar: WorkCalendar,
    days: Mapping[TaskKind, int] = DAYS,
    *,
    ends_on: date | None = None,
) -> date:
    """Answer the deadline that a type of task proposes, moved back to a working day.

    ``ends_on`` is the day by which all work on its paper must be over (集中整改截止日), where there is one. Work that goes on (持续整改) is proposed for the end of the year in which it is assigned; ``days`` are the
    unit's own. A rest day never moves it before the day of assignment.
    """
    if kind is TaskKind.LASTING:
        proposed = date(assigned_on.year, 12, 31)
    else:
        proposed = assigned_on + timedelta(days=days[kind])
    if ends_on is not None:
        proposed = min(proposed, ends_on)
    return max(calendar.on_or_before(proposed), assigned_on)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline that a task has when it is handed out: the day, its wording, whether a paper states it.

    ``again`` tells that the task was handed out before.
    """

    on: date
    text: str
    from_paper: bool
    again: bool


def begins_anew(held: Deadline, wanted_on: date | None, wanted_text: str, day: date) -> bool:
    """Answer whether the deadline of an assignment becomes the original one, in place of the one that stood there.

    Until a task is first handed out nobody has been held to a day: what no paper states is free, and what was read
    wrongly is put right, told by another wording or by a day that is over before the work begins. From then on
    only an approved extension moves it.

    Raises:
        InvalidError: the day that holds would be moved without one.
    """
    if held.again:
        if wanted_on is None or wanted_on > held.on:
            raise InvalidError(_moved(held, "重新交办时不能推迟"), "due_on")
        if held.from_paper and wanted_on != held.on:
            raise InvalidError(_moved(held, "重新交办时不能改动"), "due_on")
        return False
    if not held.from_paper:
        return True
    if wanted_on == held.on:
        return False
    if held.on < day or wanted_text not in {"", held.text}:
        return True
    told = "日期读错了的，请在这项任务的交办页面连同“时限原文”一起改正。"
    raise InvalidError(_moved(held, "交办时不能改动") + told, "due_on")


def _moved(held: Deadline, cannot: str) -> str:
    day = f"{held.on.year}年{held.on.month}月{held.on.day}日"
    wording = f"“{held.text}”（{day}）" if held.text else day
    who = "文件写明的时限" if held.from_paper else "已经定下的时限"
    return f"{who}是{wording}，{cannot}；确需推迟的，交办后申请延期。"


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
