"""Checking a rule that somebody typed, and saying in words when it speaks; pure."""

from collections.abc import Iterable

from tracker.core.errors import InvalidError
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.ladder import EVENTS, PERIODS, Anchor, Count, Rule, Wording
from tracker.reminders.rules.wording import check_template

_LONGEST_LABEL = 30
_LIFE = (
    *(Anchor.ORDERED, Anchor.ASSIGNED, Anchor.DUE, Anchor.DECLINED, Anchor.WAITING),
    *(Anchor.RETURNED, Anchor.NAMED, Anchor.ASKED, Anchor.ASKED_ABOVE, Anchor.DECIDED, *PERIODS),
)
_MOST_DAYS = 366
_MOST_WORKDAYS = 120
_MOST_IN_PERIOD = 60


def check_rule(rule: Rule) -> None:
    """Refuse a rule that cannot speak.

    Raises:
        InvalidError: with the field and one sentence.
    """
    if not rule.label or len(rule.label) > _LONGEST_LABEL:
        raise InvalidError(f"请写规则名称，最长{_LONGEST_LABEL}个字。", "label")
    if not rule.to:
        raise InvalidError("请至少选择一类提醒对象。", "parts")
    if not rule.kinds:
        raise InvalidError("请至少选择一种整改类型。", "kinds")
    if rule.anchor not in EVENTS:
        _check_days(rule)
    check_template(rule.template)


def _check_days(rule: Rule) -> None:
    most = _MOST_WORKDAYS if rule.count is Count.WORKDAYS else _MOST_DAYS
    if abs(rule.offset) > most:
        raise InvalidError(f"请填写 0 到 {most} 之间的数。", "number")
    if rule.anchor in PERIODS and not -_MOST_IN_PERIOD <= rule.offset <= 0:
        raise InvalidError(
            f"月末、季末的提醒只能在当天或提前，最多提前{_MOST_IN_PERIOD}天。", "number"
        )
    if rule.anchor is Anchor.ASSIGNED and rule.offset < 1:
        raise InvalidError("从交办日期算起的提醒，只能在交办之后。", "number")
    if rule.own and rule.anchor is Anchor.ASSIGNED and not rule.template:
        raise InvalidError("自己加的这类规则，请写提醒文字。", "template")


def wording_for(anchor: Anchor, offset: int) -> Wording:
    """Answer the kind of sentence in which a rule that a unit added speaks."""
    if anchor is Anchor.DUE:
        return Wording.OVERDUE if offset > 0 else Wording.DUE
    return {Anchor.MONTH: Wording.PROGRESS, Anchor.QUARTER: Wording.REVIEW}.get(
        anchor, Wording.UNSIGNED
    )


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Answer rules as a task lives through them: given, before and after its deadline, then what others enter."""
    return sorted(rules, key=lambda one: (_LIFE.index(one.anchor), one.offset, _place(one)))


def _place(rule: Rule) -> tuple[int, str]:
    """Answer the place in the built-in ladder; rules that a unit added follow."""
    codes = list(RULES)
    return codes.index(rule.code) if rule.code in RULES else len(codes), rule.code


def when_words(rule: Rule) -> str:
    """Say when a rule speaks, as the table of rules shows it."""
    if rule.anchor in EVENTS:
        return "随即提醒" if rule.at_once else "并入当日提醒"
    if rule.offset == 0:
        return f"{rule.anchor.label}当天"
    way = "前" if rule.offset < 0 else "后"
    return f"{rule.anchor.label}{way}{abs(rule.offset)}{rule.count.label}"
