"""Tables of 调度会: the meeting, and what was said about each open item while it went on."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Unit
from tracker.core.db import Base, UTCDateTime
from tracker.ledgers.rules.meetings import MeetingFacts, MeetingKind, Said
from tracker.tasks.models import Task


class Meeting(Base):
    """A meeting that went through the ledger; ``ended_at`` is empty while it is being typed.

    ``held_on`` is the day of the meeting (办理日期 of everything told there), ``ended_at`` when its record was
    closed. ``decisions`` is what was agreed. ``written_by`` and ``written_from`` tell who kept it last, and from
    which open page.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_unit_id_held_on", "unit_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    held_on: Mapped[date]
    kind: Mapped[MeetingKind]
    chair: Mapped[str] = mapped_column(default="")
    present: Mapped[str] = mapped_column(default="")
    decisions: Mapped[str] = mapped_column(default="")
    written_by: Mapped[str] = mapped_column(default="")
    written_from: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_by_name: Mapped[str]
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    rows: Mapped[list["MeetingRow"]] = relationship(
        lazy="raise_on_sql", order_by="MeetingRow.id", back_populates="meeting"
    )

    @property
    def facts(self) -> MeetingFacts:
        """Answer what is told about the meeting itself."""
        return MeetingFacts(self.held_on, self.kind, self.chair, self.present, self.decisions)


class MeetingRow(Base):
    """What was said about one task: a draft until the meeting ends, then part of its record.

    ``taken`` tells that it became a report of progress; ``refusal`` why it did not; ``written_by`` and
    ``written_from`` as for the meeting.
    """

    __tablename__ = "meeting_row"
    __table_args__ = (UniqueConstraint("meeting_id", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    text: Mapped[str] = mapped_column(default="")
    to_coordinate: Mapped[str] = mapped_column(default="")
    taken: Mapped[bool] = mapped_column(default=False)
    refusal: Mapped[str] = mapped_column(default="")
    written_by: Mapped[str] = mapped_column(default="")
    written_from: Mapped[str] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", back_populates="rows")
    task: Mapped[Task] = relationship(lazy="raise_on_sql")

    @property
    def said(self) -> Said:
        """Answer the words."""
        return Said(self.text, self.to_coordinate)
