"""The ladder as it comes, before any unit changes it (PRODUCT.md §5); pure."""

from dataclasses import replace

from tracker.reminders.rules.ladder import Anchor, Count, Part, Rule, Wording
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OWED, State

_WITH_LEADER = (Part.HANDLER, Part.LEADER)
_WITH_CLERK = (*_WITH_LEADER, Part.CLERK)
_DECIDING = (Part.SECRETARY, Part.ACCEPTOR)
# 立行立改 is over in days: it is told at T−3, T−1, T and T+1 only.
_SHORT = (TaskKind.AT_ONCE,)
_LONG = (TaskKind.BY_STAGES, TaskKind.LASTING)
_ALL = tuple(TaskKind)
# What a rule brings along besides its sentence; nothing of it goes out by itself.
_WITH_IT = {
    Wording.CHASE: "，拟催办单",
    Wording.SUPERVISE: "，拟督办单",
    Wording.PROPOSE: "，建议通报约谈",
}
_UNSIGNED = (State.ASSIGNED,)
_GIVEN = (State.ASSIGNED, State.ACTIVE)
_ACTIVE = (State.ACTIVE,)


def _before(days: int, to: tuple[Part, ...], kinds: tuple[TaskKind, ...], least: int = 0) -> Rule:
    return Rule(
        f"due_{days}",
        f"到期前{days}天" if days else "到期当天",
        Anchor.DUE,
        -days,
        Count.DAYS,
        to,
        Wording.DUE,
        kinds=kinds,
        at_least_days=least,
        # The early ones are a courtesy; from T−3 on nobody may say that nothing was said.
        obligatory=days < 10,  # noqa: PLR2004  T−10 and T−20
    )


def _after(
    code: str, wd: int, to: tuple[Part, ...], wording: Wording, kinds: tuple[TaskKind, ...]
) -> Rule:
    label = f"超期{wd}个工作日{_WITH_IT.get(wording, '')}"
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


def _event(
    code: str,
    label: str,
    anchor: Anchor,
    to: tuple[Part, ...],
    wording: Wording,
    states: tuple[State, ...],
) -> Rule:
    return Rule(code, label, anchor, 0, Count.DAYS, to, wording, states=states)


def _waiting(code: str, label: str, state: State, *to: Part) -> Rule:
    return _event(code, label, Anchor.WAITING, to, Wording.WAITING, (state,))


LADDER: tuple[Rule, ...] = (
    replace(
        _event("assigned", "交办", Anchor.ORDERED, _WITH_LEADER, Wording.ASSIGNED, _GIVEN),
        at_once=True,
    ),
    _unsigned(2, (Part.HANDLER,)),
    _unsigned(5, _WITH_LEADER),
    _event(
        "declined",
        "提请调整责任单位",
        Anchor.DECLINED,
        (Part.CLERK,),
        Wording.DECLINED,
        (State.UNASSIGNED,),
    ),
    _event("returned", "退回", Anchor.RETURNED, (Part.HANDLER,), Wording.RETURNED, _ACTIVE),
    _waiting("wait_leader", "等候领导审签", State.LEADER_REVIEW, Part.LEADER),
    _waiting("wait_clerk", "等候初审", State.FIRST_REVIEW, Part.CLERK),
    _waiting("wait_secretary", "等候审定", State.FINAL_REVIEW, *_DECIDING),
    _event("named", "受指定审定", Anchor.NAMED, (Part.ACCEPTOR,), Wording.NAMED, OWED),
    _event("asked", "申请延期", Anchor.ASKED, (Part.LEADER,), Wording.ASKED, _ACTIVE),
    _event(
        "asked_above",
        "申请第二次延期或补办延期",
        Anchor.ASKED_ABOVE,
        _DECIDING,
        Wording.ASKED,
        _ACTIVE,
    ),
    replace(
        _event(
            "decided", "延期有了答复", Anchor.DECIDED, (Part.HANDLER,), Wording.DECIDED, _ACTIVE
        ),
        obligatory=False,
    ),
    # Off until a unit has a rhythm in which progress is reported.
    Rule(
        "progress",
        "月末前5天，当月没有填报进展",
        Anchor.MONTH,
        -5,
        Count.DAYS,
        (Part.HANDLER,),
        Wording.PROGRESS,
        states=_ACTIVE,
        obligatory=False,
        enabled=False,
    ),
    Rule(
        "review",
        "季末前15天，长期坚持事项复核",
        Anchor.QUARTER,
        -15,
        Count.DAYS,
        (Part.HANDLER, Part.CLERK),
        Wording.REVIEW,
        states=(State.SUSTAINED,),
    ),
    _before(20, (Part.HANDLER,), _LONG, least=60),
    _before(10, _WITH_LEADER, _LONG),
    _before(3, _WITH_CLERK, _ALL),
    _before(1, (Part.HANDLER,), _SHORT),
    _before(0, _WITH_CLERK, _ALL),
    _after("overdue_1", 1, (Part.HANDLER,), Wording.OVERDUE, _ALL),
    _after("chase_1", 1, (Part.CLERK,), Wording.CHASE, _ALL),
    _after("supervise_5", 5, (Part.CLERK, Part.SECRETARY), Wording.SUPERVISE, _LONG),
    _after("propose_10", 10, (Part.CLERK,), Wording.PROPOSE, _LONG),
)
RULES: dict[str, Rule] = {rule.code: rule for rule in LADDER}
