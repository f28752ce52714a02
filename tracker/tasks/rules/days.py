"""办理日期: which steps follow which, so that a day told for a step makes sense; and putting such a day right."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tracker.core.errors import InvalidError
from tracker.tasks.rules.lifecycle import Step

# Steps noted on a task without moving it; a later step may well be done on an earlier day.
_PAPERWORK = frozenset(
    {
        Step.AMEND,
        Step.CORRECT,
        Step.DESTROY_FILE,
        Step.HAND_OVER,
        Step.SPLIT,
        Step.LINK,
        Step.UNLINK,
        Step.TAKE_IN,
        Step.LET_GO,
        Step.NAME_ACCEPTOR,
    }
)
NOTES = _PAPERWORK | {Step.REPORT, Step.TICK, Step.HAND_IN}
_DECISIONS = frozenset({Step.GRANT_EXTENSION, Step.REFUSE_EXTENSION})
# Asking for time and the answer do not move the task either, but the answer follows the asking.
_STANDING = NOTES | _DECISIONS | {Step.ASK_EXTENSION}
# What moves nothing in the matter itself: after it N天无进展 counts on.
STILL = _PAPERWORK | _DECISIONS | {Step.ASK_EXTENSION}
# With these a round begins; nothing of the round was done before.
_BEGINNINGS = frozenset({Step.ASSIGN, Step.REOPEN, Step.RELAPSE})
# Whose day stands in other trails, lists or papers as well, or is that of the entry itself.
_FIXED = _PAPERWORK - {Step.AMEND, Step.NAME_ACCEPTOR} | {
    Step.OPEN,
    Step.IMPORT,
    Step.CARRY_OVER,
    Step.REORGANISE,
}


class DayOf(NamedTuple):
    """A step with the day that counts for it."""

    step: Step
    day: date


def can_be_moved(step: Step) -> bool:
    """Answer whether the day of a step can be put right."""
    return step not in _FIXED


def not_before(step: Step, started_on: date, earlier: Sequence[DayOf]) -> date | None:
    """Answer the day before which a step cannot have been done, by the steps before it.

    Notes only not before the round began; the answer to a request not before the request, though closure may
    have been asked for meanwhile.
    """
    if step in NOTES:
        return started_on
    if step in _DECISIONS:
        return max((one.day for one in earlier if one.step is Step.ASK_EXTENSION), default=None)
    return max((one.day for one in earlier if one.step not in _STANDING), default=None)


def not_after(step: Step, later: Sequence[DayOf]) -> date | None:
    """Answer the day after which a step cannot have been done, by the steps behind it."""
    if step in _BEGINNINGS:
        return min((one.day for one in later if one.step not in _PAPERWORK), default=None)
    if step is Step.ASK_EXTENSION:
        return next((one.day for one in later if one.step in _DECISIONS), None)
    if step in _STANDING:
        return None
    return min((one.day for one in later if one.step not in _STANDING), default=None)


def entered_late(told: Sequence[DayOf], begun_on: date) -> bool:
    """Answer whether a task was typed in only after it had been handed out: nothing but its entry stands between.

    ``told`` are the steps before it was handed out.
    """
    moves = [one for one in told if one.step not in _STANDING]
    return [one.step for one in moves] == [Step.OPEN] and begun_on < moves[0].day


def check_first_day(begun_on: date, year: int) -> None:
    """Check the day on which a task was handed out before it was typed in.

    Raises:
        InvalidError: it lies before the year of the problem.
    """
    if begun_on.year < year:
        raise InvalidError(
            f"交办日期早于问题年度（{year}年），请核对。",
            "done_on",
        )


def check_new_day(new: date, *, entered_on: date, first: date | None, last: date | None) -> None:
    """Check the day to which that of a step is put right.

    Raises:
        InvalidError: it lies behind the entry, before the step that it follows, or behind the one that follows it.
    """
    if new > entered_on:
        raise InvalidError(f"办理日期不能晚于录入的那一天（{_said(entered_on)}）。", "done_on")
    if first is not None and new < first:
        raise InvalidError(f"办理日期不能早于前一步的日期（{_said(first)}）。", "done_on")
    if last is not None and new > last:
        raise InvalidError(
            f"办理日期不能晚于后一步的日期（{_said(last)}）；后一步也写错的，先更正后一步。",
            "done_on",
        )


def check_not_sealed(day: date, sealed_until: date | None) -> None:
    """Check that a day does not lie in a year that is over (年度数据已封存).

    Raises:
        InvalidError: it does; what was told of that year would no longer be true.
    """
    if sealed_until is not None and day <= sealed_until:
        raise InvalidError(
            f"{sealed_until.year}年度数据已经封存，办理日期要晚于{_said(sealed_until)}；"
            "确实办在封存之前的，请台账管理员在“年终收尾”解除封存后再录入。",
            "done_on",
        )


def check_deadline_of(begun_on: date, due_on: date | None) -> None:
    """Check that a round does not begin behind its own first deadline.

    Raises:
        InvalidError: it would.
    """
    if due_on is not None and begun_on > due_on:
        raise InvalidError(f"这一天晚于整改时限（{_said(due_on)}），请核对。", "done_on")


def check_request_day(asked_on: date, due_before: date, proposed_on: date, *, late: bool) -> None:
    """Check that a request for more time stays what it was decided as, in time or late.

    Raises:
        InvalidError: it would become the other, which is another person's to decide; or ask for a day gone by.
    """
    if asked_on > proposed_on:
        raise InvalidError("申请日期晚于申请延至的日期，请核对。", "done_on")
    if (asked_on > due_before) is not late:
        kind = "按时申请" if late else "补办延期"
        raise InvalidError(
            f"改成这一天，这份申请就成了{kind}，批复的人不同。请由原批复人按不同意处理后重新申请。",
            "done_on",
        )


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
