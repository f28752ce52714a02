"""What is shown about the reminders of one task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.reminders.models import Chase, Message, ReminderFact
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.explaining import Reason, Verdict
from tracker.reminders.rules.ladder import Rule
from tracker.reminders.rules.ladders import Ladder


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One reminder of the past: when, by which rule, to whom, how it went."""

    on: date
    label: str
    person: str
    part: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AheadRow:
    """One reminder to come; ``moved`` says from which rest day it was moved."""

    on: date
    label: str
    parts: str
    moved: str


@dataclass(frozen=True, slots=True)
class ChaseRow:
    """One talk in which somebody was chased."""

    on: date
    way: str
    person: str
    by: str
    answer: str


@dataclass(frozen=True, slots=True)
class TaskReminders:
    """What was and will be told about a task; a fragment for the task's page, or a page of its own."""

    template: ClassVar[str] = "reminders/of_task.html"
    fragment: ClassVar[str] = "reminders/_of_task.html"

    task_id: int
    number: str
    told: tuple[ToldRow, ...]
    ahead: tuple[AheadRow, ...]
    chases: tuple[ChaseRow, ...]
    provisional: bool
    may_copy: bool


@dataclass(frozen=True, slots=True)
class CopyTextPage:
    """A reminder text to copy into a chat."""

    template: ClassVar[str] = "reminders/copy_text.html"
    fragment: ClassVar[str] = "reminders/_copy_text.html"

    task_id: int
    number: str
    handler: str
    text: str


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Why a person was, or was not, told of a task."""

    template: ClassVar[str] = "reminders/why.html"

    task_id: int
    number: str
    title: str
    people: tuple[tuple[str, str], ...]
    person: str
    person_name: str
    on: str
    reasons: tuple[Reason, ...]

    @property
    def notes(self) -> tuple[Reason, ...]:
        """Answer what holds for every rule."""
        return tuple(one for one in self.reasons if one.verdict is Verdict.NOTE)

    @property
    def spoken(self) -> tuple[Reason, ...]:
        """Answer what was told and will be, in the order of the days."""
        found = [one for one in self.reasons if one.verdict in {Verdict.TOLD, Verdict.AHEAD}]
        return tuple(sorted(found, key=lambda one: one.on or date.max))

    @property
    def silent(self) -> tuple[Reason, ...]:
        """Answer what was not told, in the order of the days."""
        found = [one for one in self.reasons if one.verdict is Verdict.NOT_TOLD]
        return tuple(sorted(found, key=lambda one: one.on or date.max))


def told_row(fact: ReminderFact, messages: Sequence[Message], ladder: Ladder) -> ToldRow:
    """Show a reminder of the past."""
    ways = tuple(f"{one.channel.label}{one.state.label}" for one in messages)
    known = ladder.get(fact.rule) or RULES.get(fact.rule)
    return ToldRow(
        on=fact.planned_on,
        label=known.label if known else "已取消的规则",
        person=fact.recipient.name,
        part=fact.part.label,
        ways=ways or (fact.state.label,),
    )


def ahead_row(on: date, rule: Rule, moved: str) -> AheadRow:
    """Show a reminder to come."""
    return AheadRow(on, rule.label, "、".join(part.label for part in rule.to), moved)


def chase_row(chase: Chase) -> ChaseRow:
    """Show a talk."""
    answer = f"{chase.answered_by}答复：{chase.answer}" if chase.answer else ""
    if chase.answered_by and not answer:
        answer = f"接话人：{chase.answered_by}"
    return ChaseRow(chase.done_on, chase.way.label, chase.person_name, chase.by.name, answer)
