"""One day of one person in words: whether they were told of anything, and why not of each task; pure."""

from collections.abc import Iterable
from datetime import date

from tracker.reminders.rules.explaining import Reason, Verdict
from tracker.reminders.rules.wording import day_words
from tracker.tasks.rules.lifecycle import State

_RESTING = {State.PAUSED: "任务暂缓期间不提醒"}


def day_heading(name: str, on: date, told: int, today: date) -> str:
    """Say in one sentence of how many tasks a person was, or will be, told on a day."""
    day = day_words(on, today)
    if told:
        return f"{name}{day}{'将收到' if on > today else '收到'}{told}项任务的提醒"
    return f"{name}{day}{'不会收到' if on > today else '没有收到'}提醒"


def on_day(reasons: Iterable[Reason], on: date, state: State, today: date) -> list[Reason]:
    """Answer what explains one day of one task: its own lines, else when the person is told before and after it.

    Where something was told, what else was not is left out.
    """
    dated = [(one.on, one) for one in reasons if one.on is not None]
    own = [one for day, one in dated if day == on]
    told = [one for one in own if one.verdict is not Verdict.NOT_TOLD]
    if own:
        return told or own
    heard = [(day, one) for day, one in dated if one.verdict is not Verdict.NOT_TOLD]
    before = max((one for one in heard if one[0] < on), default=None, key=lambda one: one[0])
    after = min((one for one in heard if one[0] > on), default=None, key=lambda one: one[0])
    words = [_RESTING.get(state, "这一天不到提醒的日子")]
    if before:
        words.append(f"上一次是{day_words(before[0], today)}（{before[1].rule}）")
    if after:
        words.append(f"下一次是{day_words(after[0], today)}（{after[1].rule}）")
    return [Reason(Verdict.NOT_TOLD, on, "", "，".join(words) + "。")]
