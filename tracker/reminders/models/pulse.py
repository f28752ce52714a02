"""Tables of the planner and the sender themselves: breaker, cursor, planned days, held floods, pulse."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime
from tracker.reminders.rules.states import Channel, HoldState


class ChannelState(Base):
    """The breaker of a channel: failures in a row, and until when it rests."""

    __tablename__ = "channel_state"

    channel: Mapped[Channel] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Cursor(Base):
    """How far the planner has come: the day, the last trace, the calendar it went by; also its lock."""

    __tablename__ = "reminder_cursor"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    planned_on: Mapped[date | None]
    trace_id: Mapped[int] = mapped_column(default=0)
    calendar_mark: Mapped[str] = mapped_column(default="")


class PlannedDay(Base):
    """A day on which reminders were planned, and the newest trace there was before it began."""

    __tablename__ = "planned_day"

    day_on: Mapped[date] = mapped_column(primary_key=True)
    trace_id: Mapped[int]


class Hold(Base):
    """A unit's part of a day on which far more was due than on any day before: it goes when a person says so.

    Each ledger has a row of its own, so that nobody decides for the people of another.
    """

    __tablename__ = "flood_hold"

    day_on: Mapped[date] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    count: Mapped[int]
    most_before: Mapped[int]
    held_at: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[HoldState] = mapped_column(default=HoldState.ASKING)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Heartbeat(Base):
    """The pulse of a job: when it last ran, where, and what went wrong."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    beat_at: Mapped[datetime] = mapped_column(UTCDateTime)
    holder: Mapped[str]
    last_error: Mapped[str] = mapped_column(default="")
