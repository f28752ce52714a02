"""One step of the ladder of reminders: when, to whom, by which ways, in which kind of words; pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.reminders.rules.states import PERSONAL, Channel
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OWED, State
from tracker.workdays.rules import WorkCalendar


class Anchor(StrEnum):
    """The day from which a rule counts."""

    ORDERED = "ordered"  # the day on which the assignment was entered
    ASSIGNED = "assigned"  # the day on which it was made (办理日期)
    DUE = "due"  # 整改时限
    DECLINED = "declined"  # the days on which these were entered
    RETURNED = "returned"
    WAITING = "waiting"  # handed on to the next one who must agree
    NAMED = "named"  # who decides in the secretary's place was entered
    ASKED = "asked"  # an extension that the leader decides
    ASKED_ABOVE = "asked_above"  # one that the secretary decides: a second or a late one
    DECIDED = "decided"
    MONTH = "month"  # the last day of a month in which nothing was reported
    QUARTER = "quarter"  # the last day of a quarter in which 长期坚持 was not reviewed

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _ANCHOR_WORDS[self]


_ANCHOR_WORDS = {
    Anchor.ORDERED: "交办（录入当天）",
    Anchor.ASSIGNED: "交办日期",
    Anchor.DUE: "整改时限",
    Anchor.DECLINED: "提请调整责任单位",
    Anchor.RETURNED: "退回",
    Anchor.WAITING: "转到下一步审批",
    Anchor.NAMED: "指定审定人",
    Anchor.ASKED: "申请延期",
    Anchor.ASKED_ABOVE: "申请第二次延期或补办延期",
    Anchor.DECIDED: "延期有了答复",
    Anchor.MONTH: "月末（当月没有填报进展）",
    Anchor.QUARTER: "季末（长期坚持事项未复核）",
}
EVENTS = (
    Anchor.ORDERED,
    Anchor.DECLINED,
    Anchor.RETURNED,
    Anchor.WAITING,
    Anchor.NAMED,
    Anchor.ASKED,
    Anchor.ASKED_ABOVE,
    Anchor.DECIDED,
)
# What may wait for the secretary's decision.
DECISIONS = (Anchor.WAITING, Anchor.ASKED_ABOVE)
PERIODS = (Anchor.MONTH, Anchor.QUARTER)
# What others entered and no step before or after a deadline repeats: it is said beside one, never instead or not.
_APART = (
    Anchor.DECLINED,
    Anchor.RETURNED,
    Anchor.ASKED,
    Anchor.ASKED_ABOVE,
    Anchor.DECIDED,
)
# What a unit may count its own rules from.
COUNTABLE = (Anchor.ASSIGNED, Anchor.DUE, Anchor.MONTH, Anchor.QUARTER)


class Count(StrEnum):
    """In what a rule counts."""

    DAYS = "days"
    WORKDAYS = "workdays"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"days": "天", "workdays": "个工作日"}[self.value]


class Part(StrEnum):
    """In what part a person is told; the order settles who is who when one person has several."""

    HANDLER = "handler"
    LEADER = "leader"
    UNIT = "unit"
    CLERK = "clerk"
    SECRETARY = "secretary"
    ACCEPTOR = "acceptor"  # named by the secretary to decide in their place

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "handler": "责任人",
            "leader": "责任领导",
            "unit": "牵头单位",
            "clerk": "台账管理员",
            "secretary": "书记",
            "acceptor": "指定的审定人",
        }[self.value]


class Wording(StrEnum):
    """The kind of sentence in which a rule speaks; from the mildest to the gravest."""

    ASSIGNED = "assigned"
    DECIDED = "decided"
    PROGRESS = "progress"
    REVIEW = "review"
    UNSIGNED = "unsigned"
    DECLINED = "declined"
    RETURNED = "returned"
    ASKED = "asked"
    WAITING = "waiting"
    NAMED = "named"
    DUE = "due"
    OVERDUE = "overdue"
    CHASE = "chase"
    SUPERVISE = "supervise"
    PROPOSE = "propose"


_GRAVITY = {wording: place for place, wording in enumerate(Wording)}


@dataclass(frozen=True, slots=True)
class Rule:
    """One step of the ladder.

    ``offset`` counts from the anchor, before it when negative; ``at_least_days`` asks for that many days from
    assignment to deadline; ``at_once`` rules do not wait for the day's digest. ``obligatory`` ones cannot be
    switched off by whoever is told. ``channels`` go beside the inbox, which always has it. ``template`` replaces
    the program's own sentence. ``own`` marks a rule that a unit added itself.
    """

    code: str
    label: str
    anchor: Anchor
    offset: int
    count: Count
    to: tuple[Part, ...]
    wording: Wording
    states: tuple[State, ...] = OWED
    kinds: tuple[TaskKind, ...] = tuple(TaskKind)
    at_least_days: int = 0
    at_once: bool = False
    obligatory: bool = True
    enabled: bool = True
    channels: tuple[Channel, ...] = PERSONAL
    template: str = ""
    own: bool = False

    @property
    def gravity(self) -> tuple[int, int, str]:
        """Answer how grave it is: where several fall on one day for one person, the gravest speaks."""
        return _GRAVITY[self.wording], self.offset, self.code

    @property
    def apart(self) -> bool:
        """Answer whether it is said beside what else falls on the day for one person and task."""
        return self.anchor in _APART


def occurrence(rule: Rule, anchor: date, calendar: WorkCalendar) -> date:
    """Answer the working day on which a rule speaks for an anchor day.

    T−n that falls on a rest day moves to the working day before, everything else to the one after.
    """
    if rule.count is Count.WORKDAYS and rule.offset:
        return calendar.plus(anchor, rule.offset)
    day = anchor + timedelta(days=rule.offset)
    if rule.anchor in (Anchor.DUE, *PERIODS) and rule.offset <= 0:
        return calendar.on_or_before(day)
    return calendar.on_or_after(day)


def nominal(rule: Rule, anchor: date) -> date | None:
    """Answer the day on which a rule would speak if no day were a rest day; None when it counts working days."""
    if rule.count is Count.WORKDAYS and rule.offset:
        return None
    return anchor + timedelta(days=rule.offset)
