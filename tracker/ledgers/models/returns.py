"""Tables of 填报表: rounds of collection, who got which rows, what came back and what became of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UTCDateTime
from tracker.ledgers.rules.returns import ChangeState, SplitBy


class ReturnRound(Base):
    """One round of collection: its name, the day it is due, and how the ledger was split."""

    __tablename__ = "return_round"
    __table_args__ = (Index("ix_return_round_unit_id_made_at", "unit_id", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    due_on: Mapped[date]
    split_by: Mapped[SplitBy]
    key: Mapped[str] = mapped_column(unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)

    forms: Mapped[list["ReturnForm"]] = relationship(
        back_populates="round", lazy="raise_on_sql", order_by="ReturnForm.position"
    )


class ReturnForm(Base):
    """The form of one person or unit; ``returned_on`` is the day on which it last came back."""

    __tablename__ = "return_form"
    __table_args__ = (UniqueConstraint("round_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("return_round.id"))
    position: Mapped[int]
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    returned_on: Mapped[date | None]

    round: Mapped[ReturnRound] = relationship(back_populates="forms", lazy="raise_on_sql")
    rows: Mapped[list["ReturnRow"]] = relationship(lazy="raise_on_sql", order_by="ReturnRow.id")


class ReturnRow(Base):
    """One task on a form, with the wording by which it is known again when its key is gone."""

    __tablename__ = "return_row"
    __table_args__ = (UniqueConstraint("form_id", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("return_form.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    number: Mapped[str]
    problem: Mapped[str]


class ReturnedFile(Base):
    """A file that came back; the same bytes are taken in once."""

    __tablename__ = "returned_file"
    __table_args__ = (UniqueConstraint("round_id", "file_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("return_round.id"))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("return_form.id"), index=True)
    file_name: Mapped[str]
    file_hash: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    remarks: Mapped[list[str]] = mapped_column(JSON)


class ReturnChange(Base):
    """What one row of a returned form tells, waiting for a person to accept or leave it.

    ``new`` and ``old`` hold the four open columns by name; ``old`` is what had been accepted in this round before.
    """

    __tablename__ = "return_change"
    __table_args__ = (Index("ix_return_change_form_id_state", "form_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("return_form.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    number: Mapped[str]
    problem: Mapped[str]
    done_on: Mapped[date]
    old: Mapped[dict[str, Any]] = mapped_column(JSON)
    new: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[ChangeState] = mapped_column(default=ChangeState.WAITING)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    form: Mapped[ReturnForm] = relationship(lazy="raise_on_sql")
