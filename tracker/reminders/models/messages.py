"""Tables of what was due, the messages that told of it, each attempt to send, and the inbox."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person
from tracker.core.db import Base, UTCDateTime
from tracker.reminders.models.robots import Robot
from tracker.reminders.rules.ladder import Part
from tracker.reminders.rules.states import Channel, Dropped, FactState, MessageState, Outcome
from tracker.tasks.models import Task


class ReminderFact(Base):
    """One due reminder: this rule, for this version of the task, on this day, to this person; one row for ever."""

    __tablename__ = "reminder_fact"
    __table_args__ = (
        UniqueConstraint("task_id", "rule", "due_version", "occurrence_on", "recipient_id"),
        Index("ix_reminder_fact_occurrence_on", "occurrence_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    rule: Mapped[str]
    due_version: Mapped[int]
    occurrence_on: Mapped[date]
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    part: Mapped[Part]
    due_on: Mapped[date | None]
    state: Mapped[FactState]
    planned_on: Mapped[date]
    planned_at: Mapped[datetime] = mapped_column(UTCDateTime)

    task: Mapped[Task] = relationship(lazy="raise_on_sql")
    recipient: Mapped[Person] = relationship(lazy="raise_on_sql")


class Message(Base):
    """What one person is told by one channel: the digest of a day, or an assignment at once.

    ``kind`` is ``digest``, ``assigned:<fact id>`` for an assignment, or ``group:<post>:<robot>`` for a text that
    the person agreed to send to a chat group (``post_id``, ``robot_id``). ``fence`` rises with each claim, so that
    a sender that lost its lease cannot write its outcome; leases run by the database's clock. ``message_id`` is
    the same for every attempt. ``send_started_at`` set on a lapsed lease means that nobody knows whether the
    last attempt arrived.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("person_id", "day_on", "channel", "kind"),
        CheckConstraint("(state = 'leased') = (lease_until is not null)", name="lease"),
        Index("ix_message_state_not_before", "state", "not_before"),
        Index("ix_message_day_on", "day_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day_on: Mapped[date]
    channel: Mapped[Channel]
    kind: Mapped[str]
    state: Mapped[MessageState]
    message_id: Mapped[str] = mapped_column(unique=True)
    fence: Mapped[int] = mapped_column(default=0)
    lease_by: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    not_before: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    send_started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str] = mapped_column(default="")
    robot_id: Mapped[int | None] = mapped_column(ForeignKey("robot.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("group_post.id"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    robot: Mapped[Robot | None] = relationship(lazy="raise_on_sql")
    facts: Mapped[list["MessageFact"]] = relationship(
        back_populates="message", lazy="raise_on_sql", order_by="MessageFact.fact_id"
    )
    tries: Mapped[list["Attempt"]] = relationship(lazy="raise_on_sql", order_by="Attempt.number")


class MessageFact(Base):
    """A reminder that a message holds; ``dropped`` says why it was left out when the message went."""

    __tablename__ = "message_fact"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    fact_id: Mapped[int] = mapped_column(
        ForeignKey("reminder_fact.id"), primary_key=True, index=True
    )
    dropped: Mapped[Dropped | None]

    message: Mapped[Message] = relationship(back_populates="facts", lazy="raise_on_sql")
    fact: Mapped[ReminderFact] = relationship(lazy="raise_on_sql")


class Attempt(Base):
    """One attempt to hand a message over, committed before it begins."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("message_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    number: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    outcome: Mapped[Outcome | None]
    code: Mapped[int | None]
    answer: Mapped[str] = mapped_column(default="")


class InboxItem(Base):
    """A message in a person's inbox: written with the reminders it tells of, so it is there exactly once."""

    __tablename__ = "inbox_item"
    __table_args__ = (Index("ix_inbox_item_person_id_read_at", "person_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), unique=True)
    subject: Mapped[str]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    lines: Mapped[list["InboxLine"]] = relationship(
        lazy="raise_on_sql", order_by="InboxLine.position"
    )


class InboxLine(Base):
    """One sentence of an inbox item, about one task; ``copy_text`` offers a text to send by hand."""

    __tablename__ = "inbox_line"
    __table_args__ = (UniqueConstraint("item_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("inbox_item.id"))
    position: Mapped[int]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    heading: Mapped[str]
    text: Mapped[str]
    copy_text: Mapped[str] = mapped_column(default="")
