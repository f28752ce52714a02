"""Tables of letters: drafts in the clerk's tray, the register of what was issued, what was done with each."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Unit
from tracker.core.db import Base, UTCDateTime
from tracker.ledgers.rules.letters import LetterDeed, LetterKind, LetterState, letter_number
from tracker.tasks.models import Task


class Letter(Base):
    """A letter about a task; its number (word, year, number) is given when it is issued, and to no other one.

    ``occasion`` names why it was drafted (null for one that a person began); ``received_by``, ``received_on`` and
    ``answer`` are what the 回执 said.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("unit_id", "word", "year", "number"),
        UniqueConstraint("task_id", "occasion"),
        CheckConstraint(
            "(state in ('draft', 'dropped')) = (number is null)",
            name="numbered",
        ),
        Index("ix_letter_unit_id_state", "unit_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    kind: Mapped[LetterKind]
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT)
    occasion: Mapped[str | None]
    addressee: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    reply_by: Mapped[date | None]
    word: Mapped[str | None]
    year: Mapped[int | None]
    number: Mapped[int | None]
    signer: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    received_by: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    void_reason: Mapped[str] = mapped_column(default="")
    drafted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    task: Mapped[Task] = relationship(lazy="raise_on_sql")
    events: Mapped[list["LetterEvent"]] = relationship(
        lazy="raise_on_sql", order_by="LetterEvent.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def full_number(self) -> str:
        """Answer the number as papers write it; empty for a draft."""
        if self.word is None or self.year is None or self.number is None:
            return ""
        return letter_number(self.word, self.year, self.number)


class LetterEvent(Base):
    """What was done with a letter, by whom, when; rows are only ever added."""

    __tablename__ = "letter_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    deed: Mapped[LetterDeed]
    actor_name: Mapped[str]
    done_on: Mapped[date]
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    note: Mapped[str] = mapped_column(default="")
