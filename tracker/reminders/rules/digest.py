"""Many reminders of one person become one message; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.reminders.rules.ladder import Wording
from tracker.reminders.rules.wording import Occasion, chase_text, sentence
from tracker.tasks.rules.lifecycle import REVIEWS, State

_LONGEST_SUBJECT = 60
_NEW = "新交办"
_TO_DO = "请您办理"
_TO_KNOW = "请您知悉"
_UNSIGNED = "待签收"
_NEAR = "临近时限"
_TODAY = "今天到期"
_LATE = "已经超期"
_ASK = "请您酌定"
# What is gravest stands first.
_ORDER = (_ASK, _LATE, _TODAY, _TO_DO, _NEAR, _UNSIGNED, _NEW, _TO_KNOW)

_HEADINGS = {
    Wording.ASSIGNED: _NEW,
    Wording.UNSIGNED: _UNSIGNED,
    Wording.DECLINED: _TO_DO,
    Wording.RETURNED: _TO_DO,
    Wording.NAMED: _TO_DO,
    Wording.WAITING: _TO_DO,
    Wording.ASKED: _ASK,
    Wording.DECIDED: _TO_KNOW,
    Wording.PROGRESS: _TO_DO,
    Wording.REVIEW: _TO_DO,
    Wording.OVERDUE: _LATE,
    Wording.CHASE: _LATE,
    Wording.SUPERVISE: _ASK,
    Wording.PROPOSE: _ASK,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence about one task, under a heading; ``copy_text`` is a text to send by hand, or empty."""

    heading: str
    task_id: int
    name: str
    text: str
    copy_text: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """One message: subject, and its lines, the gravest first."""

    subject: str
    lines: tuple[Line, ...]


def compose(occasions: Sequence[Occasion]) -> Digest:
    """Put the reminders of one person into one message; there must be at least one."""
    ordered = sorted(occasions, key=_place)
    lines = tuple(_line(one) for one in ordered)
    return Digest(subject=_subject(lines), lines=lines)


def _place(occasion: Occasion) -> tuple[int, date, str, tuple[int, int, str]]:
    brief = occasion.brief
    rank = _ORDER.index(_heading(occasion))
    return rank, brief.due_on or date.max, brief.number, occasion.rule.gravity


def _heading(occasion: Occasion) -> str:
    if occasion.rule.wording is Wording.DUE:
        return _due_heading(occasion)
    return _HEADINGS[occasion.rule.wording]


def _due_heading(occasion: Occasion) -> str:
    due_on = occasion.brief.due_on
    if due_on is None or due_on > occasion.today:
        return _NEAR
    return _TODAY if due_on == occasion.today else _LATE


def _line(occasion: Occasion) -> Line:
    brief = occasion.brief
    chasing = occasion.rule.wording is Wording.CHASE and brief.state not in {
        *REVIEWS,
        State.UNASSIGNED,
    }
    return Line(
        heading=_heading(occasion),
        task_id=brief.task_id,
        name=brief.name,
        text=sentence(occasion),
        copy_text=chase_text(brief, occasion.today, occasion.calendar) if chasing else "",
    )


def _subject(lines: Sequence[Line]) -> str:
    counts = [(one, sum(line.heading == one for line in lines)) for one in _ORDER]
    told = [f"{word}{count}项" for word, count in counts if count]
    if len(lines) == 1:
        return _cut(f"{lines[0].heading}：{lines[0].name}")
    return "整改任务提醒：" + "，".join(told)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SUBJECT else text[: _LONGEST_SUBJECT - 1] + "…"
