"""What the pages of reminders are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import ClassVar

from tracker.reminders.models import InboxItem, InboxLine, Message, ReminderFact
from tracker.reminders.rules.ladder import RULES, Part, Rule
from tracker.reminders.rules.states import MessageState

PART_WORDS = {
    Part.HANDLER: "责任人",
    Part.LEADER: "责任领导",
    Part.CLERK: "台账管理员",
    Part.SECRETARY: "书记",
}
_KINDS = {"digest": "当日提醒"}
_TONES = {
    MessageState.WAITING: "wait",
    MessageState.LEASED: "wait",
    MessageState.SENT: "good",
    MessageState.DEAD: "bad",
    MessageState.CANCELLED: "muted",
    MessageState.EXPIRED: "warn",
}


@dataclass(frozen=True, slots=True)
class InboxLineRow:
    """One sentence; ``task_id`` is None when the reader has no more to do with the task."""

    text: str
    task_id: int | None
    has_copy: bool


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One item of the inbox."""

    id: int
    subject: str
    at: datetime
    unread: bool
    groups: tuple[tuple[str, tuple[InboxLineRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The reader's own inbox."""

    template: ClassVar[str] = "reminders/inbox.html"

    rows: tuple[InboxRow, ...]
    unread: int
    number: int
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One message of the log; it names no task."""

    id: int
    day_on: date
    person: str
    channel: str
    kind: str
    state: str
    tone: str
    count: int
    attempts: int
    sent_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """The delivery log with the health of the sender."""

    template: ClassVar[str] = "reminders/delivery.html"

    rows: tuple[DeliveryRow, ...]
    states: tuple[tuple[str, str], ...]
    state: str
    beat_at: datetime | None
    silent: bool
    beat_error: str
    resting: tuple[str, ...]
    mail_configured: bool
    previous_url: str | None
    next_url: str | None


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
    """One reminder to come."""

    on: date
    label: str
    parts: str


@dataclass(frozen=True, slots=True)
class TaskReminders:
    """What was and will be told about a task; a fragment for the task's page."""

    template: ClassVar[str] = "reminders/_of_task.html"

    task_id: int
    told: tuple[ToldRow, ...]
    ahead: tuple[AheadRow, ...]
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


def inbox_row(item: InboxItem, visible: frozenset[int]) -> InboxRow:
    """Show an item; sentences about tasks that the reader may no longer see are not repeated."""
    return InboxRow(
        id=item.id,
        subject=item.subject
        if all(one.task_id in visible for one in item.lines)
        else "整改任务提醒",
        at=item.at,
        unread=item.read_at is None,
        groups=tuple(
            (heading, tuple(_line_row(one, visible) for one in lines))
            for heading, lines in groupby(item.lines, key=lambda line: line.heading)
        ),
    )


def _line_row(line: InboxLine, visible: frozenset[int]) -> InboxLineRow:
    if line.task_id not in visible:
        return InboxLineRow("这条提醒所说的任务，您已不经手。", None, has_copy=False)
    return InboxLineRow(line.text, line.task_id, has_copy=bool(line.copy_text))


def delivery_row(message: Message, count: int) -> DeliveryRow:
    """Show a message of the log."""
    return DeliveryRow(
        id=message.id,
        day_on=message.day_on,
        person=message.person.name,
        channel=message.channel.label,
        kind=_KINDS.get(message.kind, "交办提醒"),
        state=message.state.label,
        tone=_TONES[message.state],
        count=count,
        attempts=message.attempts,
        sent_at=message.sent_at,
        note=message.last_error,
    )


def told_row(fact: ReminderFact, messages: Sequence[Message]) -> ToldRow:
    """Show a reminder of the past."""
    ways = tuple(f"{one.channel.label}{one.state.label}" for one in messages)
    return ToldRow(
        on=fact.planned_on,
        label=RULES[fact.rule].label,
        person=fact.recipient.name,
        part=PART_WORDS[fact.part],
        ways=ways or (fact.state.label,),
    )


def ahead_row(on: date, rule: Rule) -> AheadRow:
    """Show a reminder to come."""
    return AheadRow(on, rule.label, "、".join(PART_WORDS[part] for part in rule.to))
