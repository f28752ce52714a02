"""What the delivery log and the health of the sender are given."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tracker.reminders.models import Hold, Message
from tracker.reminders.pages.tabs import Tab
from tracker.reminders.rules.states import Channel, MessageState

_TONES = {
    MessageState.WAITING: "wait",
    MessageState.LEASED: "wait",
    MessageState.SENT: "good",
    MessageState.DEAD: "bad",
    MessageState.CANCELLED: "muted",
    MessageState.EXPIRED: "warn",
}
_RETRIED = (MessageState.DEAD, MessageState.EXPIRED, MessageState.WAITING)


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One message of the log; it names no task. ``may_retry`` offers 重发."""

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
    may_retry: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """How many reminders went out about the tasks of a unit, in the order of the units."""

    unit: str
    told: int
    sent: int
    dead: int
    chased: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the log is narrowed to, as the address carries it."""

    state: str
    channel: str
    person: str
    on: str


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """The delivery log with the health of the sender."""

    template: ClassVar[str] = "reminders/delivery.html"

    tabs: tuple[Tab, ...]
    rows: tuple[DeliveryRow, ...]
    states: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    asked: Asked
    beat_at: datetime | None
    silent: bool
    beat_error: str
    may_accept_clock: bool
    holds: tuple[Hold, ...]
    silent_ways: tuple[tuple[str, str], ...]
    mail_configured: bool
    units: tuple[UnitRow, ...]
    since: date
    previous_url: str | None
    next_url: str | None


def delivery_row(message: Message, count: int) -> DeliveryRow:
    """Show a message of the log."""
    robot = message.robot.name if message.robot else ""
    return DeliveryRow(
        id=message.id,
        day_on=message.day_on,
        person=message.person.name,
        channel=f"{message.channel.label}（{robot}）" if robot else message.channel.label,
        kind=_kind(message, count),
        state=message.state.label,
        tone=_TONES[message.state],
        count=count,
        attempts=message.attempts,
        sent_at=message.sent_at,
        note=message.last_error,
        may_retry=message.channel is not Channel.INBOX and message.state in _RETRIED,
    )


def _kind(message: Message, count: int) -> str:
    if message.post_id is not None:
        return "群消息（本人同意发送）"
    word = "当日提醒" if message.kind == "digest" else "交办提醒"
    return f"{word}，{count}项"
