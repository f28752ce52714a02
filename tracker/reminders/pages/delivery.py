"""What the delivery log and the health of the sender are given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import ClassVar

from tracker.reminders.models import Hold, Message
from tracker.reminders.pages.tabs import Tab
from tracker.reminders.queries.failing import FailingMail
from tracker.reminders.rules.states import Channel, MessageState

_TONES = {
    MessageState.WAITING: "wait",
    MessageState.LEASED: "wait",
    MessageState.SENT: "good",
    MessageState.DEAD: "bad",
    MessageState.CANCELLED: "muted",
    MessageState.EXPIRED: "warn",
}
_OVER = (MessageState.DEAD, MessageState.EXPIRED)


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
class HeldDay:
    """What waits on a day for the reader's word: how many reminders, in which units."""

    day_on: date
    count: int
    most_before: int
    units: str


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
    clock_refused: bool
    runs_here: bool
    is_admin: bool
    holds: tuple[HeldDay, ...]
    silent_ways: tuple[tuple[str, str], ...]
    failing: tuple[FailingMail, ...]
    mail_configured: bool
    units: tuple[UnitRow, ...]
    since: date
    previous_url: str | None
    next_url: str | None

    @property
    def what_to_do(self) -> str:
        """Say what helps when the sender is silent, to whoever can do it or knows who can."""
        if not self.is_admin:
            return "到期和超期的提醒暂时发不出去，恢复后补发。请联系系统管理员，重新启动服务器上的本系统。"
        if self.runs_here:
            return "请在服务器上重新启动本系统（make run），一分钟内这里会变成“运行正常”。"
        return "定时程序设置为单独运行，请在服务器上启动它（make scheduler），一分钟内这里会变成“运行正常”。"


def held_days(held: Iterable[tuple[Hold, str]]) -> tuple[HeldDay, ...]:
    """Put together what is held in several units on the same day; ``held`` comes in the order of days."""
    days = groupby(held, key=lambda one: one[0].day_on)
    return tuple(_held_day(day, [*ones]) for day, ones in days)


def _held_day(day: date, ones: Sequence[tuple[Hold, str]]) -> HeldDay:
    return HeldDay(
        day_on=day,
        count=sum(hold.count for hold, _ in ones),
        most_before=max(hold.most_before for hold, _ in ones),
        units="、".join(f"{name}{hold.count}条" for hold, name in ones),
    )


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
        note=_note(message),
        may_retry=message.channel is not Channel.INBOX and _waits_for_somebody(message),
    )


def _note(message: Message) -> str:
    if message.channel is Channel.MAIL and message.state is MessageState.DEAD:
        return f"{message.last_error}。请核对这个人的邮箱，改好后点“重发”。"
    return message.last_error


def _waits_for_somebody(message: Message) -> bool:
    """Answer whether sending it once more helps: it is over, or waits for its next try after one that failed."""
    tried = message.state is MessageState.WAITING and bool(message.last_error)
    return tried or message.state in _OVER


def _kind(message: Message, count: int) -> str:
    if message.post_id is not None:
        return "群消息（本人同意发送）"
    word = "当日提醒" if message.kind == "digest" else "交办提醒"
    return f"{word}，{count}项"
