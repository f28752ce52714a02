"""Why a person was, or was not, told of a task: one list in plain words; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.reminders.rules.hours import still_worth_telling
from tracker.reminders.rules.ladder import EVENTS, Part, Rule, nominal, occurrence
from tracker.reminders.rules.planner import TaskFacts, anchor_day, applies
from tracker.reminders.rules.wishes import Wish
from tracker.reminders.rules.wording import day_words
from tracker.tasks.rules.lifecycle import OPEN
from tracker.workdays.rules import WorkCalendar

_WEEKDAYS = "一二三四五六日"
# The bundled calendar's word for a day off that was swapped with a weekend.
_SWAPPED = "调休放假"
_IN_LIEU = "（补假）"
_LONGEST_FEAST = 9


class Verdict(StrEnum):
    """What a line of the explanation tells."""

    TOLD = "told"
    NOT_TOLD = "not_told"
    AHEAD = "ahead"
    NOTE = "note"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"told": "已提醒", "not_told": "没有提醒", "ahead": "将提醒", "note": "说明"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Reason:
    """One line: about which day (None for what holds always), by which rule (its label), and why."""

    verdict: Verdict
    on: date | None
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class PastFact:
    """One reminder that was written down for the person; ``ways`` tell how each copy went."""

    rule_code: str
    rule_label: str
    on: date
    due_on: date | None
    went: bool
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listener:
    """The person who asks or is asked about; ``obstacles`` say what keeps everything back that is due now."""

    name: str
    parts: tuple[Part, ...]
    wish: Wish
    has_mail: bool
    disabled: bool
    obstacles: tuple[str, ...] = ()


def explain(
    task: TaskFacts,
    who: Listener,
    rules: Iterable[Rule],
    calendar: WorkCalendar,
    past: Sequence[PastFact],
    *,
    today: date,
) -> list[Reason]:
    """Answer every line about one person and one task: what was told, what will be, what not and why."""
    found = [_note(one) for one in (*who.obstacles, *_about_task(task, who))]
    if not calendar.is_workday(today):
        found.append(_note("今天是休息日，不发提醒。"))
    found += about_person(who)
    found += [_of_past(one, calendar) for one in past]
    written = {one.rule_code for one in past if one.due_on == task.due_on}
    for rule in sorted(rules, key=lambda one: one.gravity):
        if rule.code not in written and rule.anchor not in EVENTS:
            found.append(_of_rule(rule, task, who, calendar, today))
    return found


def about_person(who: Listener, *, concerned: bool = True) -> list[Reason]:
    """Answer what holds for everything that a person is told, who may have no part in any task."""
    notes = [] if concerned else [f"{who.name}没有在办的任务要经手，所以没有要提醒的。"]
    if not who.has_mail:
        notes.append("没有登记邮箱，只发站内消息。")
    elif not who.wish.mail:
        notes.append("本人设置了不收邮件，只发站内消息。")
    notes.append(f"每个工作日只汇总提醒一次，本人设定{who.wish.not_before:%H:%M}以后发。")
    return [_note(one) for one in notes]


def about_day(day: date, calendar: WorkCalendar, today: date) -> Reason:
    """Answer whether anything at all can go out on a day."""
    words = f"{day_words(day, today)}（星期{_WEEKDAYS[day.weekday()]}）"
    if calendar.is_workday(day):
        make_up = "，是调休上班日" if calendar.is_makeup(day) else ""
        return Reason(Verdict.NOTE, day, "", f"{words}是工作日{make_up}，照常提醒。")
    why = holiday_name(day, calendar)
    after = day_words(calendar.on_or_after(day), today)
    return Reason(
        Verdict.NOT_TOLD,
        day,
        "",
        f"{words}是休息日（{why}），不发任何提醒，下一个工作日是{after}。",
    )


def holiday_name(day: date, calendar: WorkCalendar) -> str:
    """Answer why a day is off: its own name, that of the holiday around a swapped day, else 周末."""
    own = calendar.reason(day)
    if own and own != _SWAPPED:
        return own.removesuffix(_IN_LIEU)
    for way in (-1, 1):
        other = day
        for _ in range(_LONGEST_FEAST):
            other += timedelta(days=way)
            if calendar.is_workday(other):
                break
            name = calendar.reason(other)
            if name and name != _SWAPPED:
                return name.removesuffix(_IN_LIEU)
    return own or ("周末" if day.weekday() > 4 else "休息日")  # noqa: PLR2004  Friday


def moved_words(rule: Rule, anchor: date, calendar: WorkCalendar, today: date) -> str:
    """Say from which rest day a reminder was moved, or nothing."""
    meant = nominal(rule, anchor)
    spoken = occurrence(rule, anchor, calendar)
    if meant is None:
        return _days_off(anchor, spoken, calendar, today)
    if meant == spoken:
        return ""
    why = holiday_name(meant, calendar)
    way = "提前到" if spoken < meant else "顺延到"
    return f"原应在{day_words(meant, today)}，遇{why}，{way}{day_words(spoken, today)}"


def _days_off(start: date, end: date, calendar: WorkCalendar, today: date) -> str:
    first, last = min(start, end), max(start, end)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days))
    names = dict.fromkeys(
        holiday_name(one, calendar)
        for one in days
        if not calendar.is_workday(one) and calendar.reason(one)
    )
    return f"按工作日数，跳过{'、'.join(names)}，到{day_words(end, today)}" if names else ""


def _about_task(task: TaskFacts, who: Listener) -> list[str]:
    notes: list[str] = []
    if who.disabled:
        notes.append(f"{who.name}的账号已停用，不再提醒。")
    elif not who.parts:
        notes.append(
            f"{who.name}现在不是这项任务的责任人、责任领导、台账管理员、书记或指定的审定人，不提醒。"
        )
    else:
        notes.append(f"{who.name}在这项任务里是{'、'.join(one.label for one in who.parts)}。")
    if task.state not in OPEN:
        notes.append(f"任务{task.state.label}，不再提醒。")
    return notes


def _note(text: str) -> Reason:
    return Reason(Verdict.NOTE, None, "", text)


def _of_past(one: PastFact, calendar: WorkCalendar) -> Reason:
    verdict = Verdict.TOLD if one.went else Verdict.NOT_TOLD
    ways = "；".join(one.ways)
    make_up = "当天是调休上班日。" if calendar.is_makeup(one.on) else ""
    return Reason(verdict, one.on, one.rule_label, f"{ways}。{make_up}")


def _of_rule(
    rule: Rule, task: TaskFacts, who: Listener, calendar: WorkCalendar, today: date
) -> Reason:
    anchor = anchor_day(rule, task, today)
    on = None if anchor is None else occurrence(rule, anchor, calendar)
    why = _why_never(rule, task, who)
    if why or on is None or anchor is None:
        return Reason(Verdict.NOT_TOLD, on, rule.label, why or "任务还没有这个日期。")
    if not applies(rule, task, on):
        return Reason(Verdict.NOT_TOLD, on, rule.label, _why_not_applied(rule, task))
    moved = moved_words(rule, anchor, calendar, today)
    if on > today or (on == today and calendar.is_workday(today)):
        told = f"到{day_words(on, today)}提醒" + (f"（{moved}）" if moved else "")
        return Reason(Verdict.AHEAD, on, rule.label, told + "。")
    if who.obstacles and on >= still_worth_telling(today, calendar):
        return Reason(Verdict.NOT_TOLD, on, rule.label, "还没有发，原因见上面的说明；排除后补发。")
    return Reason(
        Verdict.NOT_TOLD,
        on,
        rule.label,
        "那天没有发：当时这项任务的时限、状态或责任人与现在不同，或者系统还没有启用。",
    )


def _why_never(rule: Rule, task: TaskFacts, who: Listener) -> str:
    """Answer why a rule cannot speak to this person about this task as things stand, or nothing."""
    if not rule.enabled:
        return "这条规则本单位没有启用。"
    if not set(rule.to) & set(who.parts):
        return f"这条只提醒{'、'.join(one.label for one in rule.to)}。"
    if task.kind not in rule.kinds:
        return f"这条不用于{task.kind.label}的任务。"
    if not who.wish.wants(rule):
        return "本人在设置里关闭了这一类提醒。"
    if task.state not in rule.states:
        return f"任务现在是{task.state.label}，这条不适用。"
    return ""


def _why_not_applied(rule: Rule, task: TaskFacts) -> str:
    if rule.at_least_days:
        return f"从交办到时限不足{rule.at_least_days}天，不用这么早提醒。"
    if task.due_on is None:
        return "任务没有时限。"
    if task.assigned_on is not None and rule.offset <= 0:
        return "交办时已经过了这个日子。"
    return "本期已经有进展或复核，不用提醒。"
