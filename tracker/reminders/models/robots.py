"""Tables of the ways out of the house: group robots and webhooks, and texts agreed for a chat group."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime
from tracker.reminders.rules.states import Channel


class Robot(Base):
    """A robot of a chat group, or a webhook, of a unit; address and secret are sealed.

    The breaker is its own, so that one dead address stops nobody else. ``disabled_at`` keeps the row for the log.
    """

    __tablename__ = "robot"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    channel: Mapped[Channel]
    name: Mapped[str]
    host: Mapped[str]
    sealed_url: Mapped[str]
    sealed_secret: Mapped[str] = mapped_column(default="")
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str] = mapped_column(default="")


class GroupPost(Base):
    """A text for chat groups that a person read and agreed to; ``phones`` are those to be mentioned, by commas."""

    __tablename__ = "group_post"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    day_on: Mapped[date]
    text: Mapped[str]
    phones: Mapped[str] = mapped_column(default="")
    agreed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime] = mapped_column(UTCDateTime)
