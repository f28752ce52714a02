"""The ladder of reminders as one table (PRODUCT.md §5): when, to whom, in which kind of words."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OWED, State
from tracker.workdays.rules import WorkCalendar


class Anchor(StrEnum):
    """The day from which a rule counts."""

    ORDERED = "ordered"  # the day on which the assignment was entered
    ASSIGNED = "assigned"  # the day on which it was made (办理日期)
    DUE = "due"  # 整改时限


class Count(StrEnum):
    """In what a rule counts."""

    DAYS = "days"
    WORKDAYS = "workdays"


class Part(StrEnum):
    """In what part a person is told; the order settles who is who when one person has several."""

    HANDLER = "handler"
    LEADER = "leader"
    CLERK = "clerk"
    SECRETARY = "secretary"


class Wording(StrEnum):
    """The kind of sentence in which a rule speaks."""

    ASSIGNED = "assigned"
    UNSIGNED = "unsigned"
    DUE = "due"
    OVERDUE = "overdue"
    CHASE = "chase"
    SUPERVISE = "supervise"
    PROPOSE = "propose"


@dataclass(frozen=True, slots=True)
class Rule:
    """One step of the ladder.

    ``offset`` counts from the anchor, before it when negative; ``at_least_days`` asks for that many days from
    assignment to deadline; ``at_once`` rules do not wait for the day's digest.
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


_WITH_LEADER = (Part.HANDLER, Part.LEADER)
_WITH_CLERK = (*_WITH_LEADER, Part.CLERK)
# 立行立改 is over in days: it is told at T−3, T−1, T and T+1 only.
_SHORT = (TaskKind.AT_ONCE,)
_LONG = (TaskKind.BY_STAGES, TaskKind.LASTING)
_UNSIGNED = (State.ASSIGNED,)
_GIVEN = (State.ASSIGNED, State.ACTIVE)


def _before(days: int, to: tuple[Part, ...], kinds: tuple[TaskKind, ...], least: int = 0) -> Rule:
    label = f"到期前{days}天" if days else "到期当天"
    return Rule(
        f"due_{days}",
        label,
        Anchor.DUE,
        -days,
        Count.DAYS,
        to,
        Wording.DUE,
        kinds=kinds,
        at_least_days=least,
    )


def _after(
    code: str, wd: int, to: tuple[Part, ...], wording: Wording, kinds: tuple[TaskKind, ...]
) -> Rule:
    label = f"超期{wd}个工作日"
    return Rule(code, label, Anchor.DUE, wd, Count.WORKDAYS, to, wording, kinds=kinds)


def _unsigned(wd: int, to: tuple[Part, ...]) -> Rule:
    return Rule(
        f"unsigned_{wd}",
        f"交办{wd}个工作日未签收",
        Anchor.ASSIGNED,
        wd,
        Count.WORKDAYS,
        to,
        Wording.UNSIGNED,
        states=_UNSIGNED,
        kinds=_LONG,
    )


# From the mildest to the gravest: where several fall on one day, the last one speaks.
LADDER: tuple[Rule, ...] = (
    Rule(
        "assigned",
        "交办",
        Anchor.ORDERED,
        0,
        Count.DAYS,
        _WITH_LEADER,
        Wording.ASSIGNED,
        states=_GIVEN,
        at_once=True,
    ),
    _unsigned(2, (Part.HANDLER,)),
    _unsigned(5, _WITH_LEADER),
    _before(20, (Part.HANDLER,), _LONG, least=60),
    _before(10, _WITH_LEADER, _LONG),
    _before(3, _WITH_CLERK, tuple(TaskKind)),
    _before(1, (Part.HANDLER,), _SHORT),
    _before(0, _WITH_CLERK, tuple(TaskKind)),
    _after("overdue_1", 1, (Part.HANDLER,), Wording.OVERDUE, tuple(TaskKind)),
    _after("chase_1", 1, (Part.CLERK,), Wording.CHASE, tuple(TaskKind)),
    _after("supervise_5", 5, (Part.CLERK, Part.SECRETARY), Wording.SUPERVISE, _LONG),
    _after("propose_10", 10, (Part.CLERK,), Wording.PROPOSE, _LONG),
)
RULES: dict[str, Rule] = {rule.code: rule for rule in LADDER}
RANK: dict[str, int] = {rule.code: rank for rank, rule in enumerate(LADDER)}


def occurrence(rule: Rule, anchor: date, calendar: WorkCalendar) -> date:
    """Answer the working day on which a rule speaks for an anchor day.

    T−n that falls on a rest day moves to the working day before, everything else to the one after.
    """
    if rule.count is Count.WORKDAYS:
        return calendar.plus(anchor, rule.offset)
    day = anchor + timedelta(days=rule.offset)
    if rule.anchor is Anchor.DUE and rule.offset <= 0:
        return calendar.on_or_before(day)
    return calendar.on_or_after(day)
