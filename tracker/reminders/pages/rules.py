"""What the pages of the rules and of one's own wishes are given."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.reminders.pages.tabs import Tab
from tracker.reminders.rules.changing import when_words
from tracker.reminders.rules.ladder import Rule
from tracker.tasks.rules.kinds import TaskKind
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class RuleRowShown:
    """One rule of the table; ``changed`` by this unit, ``own`` when the unit added it."""

    code: str
    label: str
    when: str
    parts: str
    kinds: str
    ways: str
    obligatory: bool
    enabled: bool
    changed: bool
    own: bool


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules of a unit."""

    template: ClassVar[str] = "reminders/rules.html"

    tabs: tuple[Tab, ...]
    unit: str
    unit_name: str
    units: tuple[tuple[str, str], ...]
    rows: tuple[RuleRowShown, ...]


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One day of a task's timeline: ``change`` is empty, 新增 or 取消."""

    on: date
    label: str
    parts: str
    moved: str
    change: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule would do to a real task, and the sentence that the handler would read."""

    number: str
    title: str
    rows: tuple[EffectRow, ...]
    sample: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule to be changed, with its effect when it was asked for."""

    template: ClassVar[str] = "reminders/rule.html"

    form: ChineseForm
    unit: str
    unit_name: str
    is_new: bool
    is_event: bool
    must_stay: bool
    changed: bool
    when: str
    places: tuple[tuple[str, str], ...]
    effect: Effect | None


@dataclass(frozen=True, slots=True)
class WishesPage:
    """One's own wishes, and one's calendar address."""

    template: ClassVar[str] = "reminders/wishes.html"

    tabs: tuple[Tab, ...]
    form: ChineseForm
    email: str
    may_try_mail: bool
    has_webhook: bool
    optional: bool
    obligatory: tuple[str, ...]
    feed_url: str
    feed_since: str


def rule_row(rule: Rule, *, changed: bool) -> RuleRowShown:
    """Show a rule of the table."""
    every = set(rule.kinds) == set(TaskKind)
    return RuleRowShown(
        code=rule.code,
        label=rule.label,
        when=when_words(rule),
        parts="、".join(one.label for one in rule.to),
        kinds="全部" if every else "、".join(one.label for one in rule.kinds),
        ways="、".join(one.label for one in rule.channels) or "—",
        obligatory=rule.obligatory,
        enabled=rule.enabled,
        changed=changed,
        own=rule.own,
    )
