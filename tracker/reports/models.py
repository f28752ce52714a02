"""Tables of batches (one report or incoming paper each), of the findings read from them, of column names."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person, Unit
from tracker.core.db import Base, UTCDateTime
from tracker.reports.rules.labels import Field
from tracker.reports.rules.sources import Source


class FindingState(StrEnum):
    """What has become of a finding."""

    PROPOSED = "proposed"
    DROPPED = "dropped"
    CONFIRMED = "confirmed"


class Batch(Base):
    """One report or incoming paper (批次) with its text and what was read from it.

    ``year`` is the year that the report reports on; ``extraction`` is the result of reading in the shape of
    the contract of ``reports extract --json``; ``file_hash`` is the SHA-256 of the file (of the UTF-8 text
    for pasted text), kept in the file store. ``facts`` tell what the file was like (``Reading.facts``);
    ``dismissed`` are the stretches [start, end] of the text that a person has seen and left to nothing.
    """

    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_unit_id_year", "unit_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    source: Mapped[Source] = mapped_column(default=Source.SELF_CHECK)
    title: Mapped[str]
    paper_number: Mapped[str | None]
    received_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    file_name: Mapped[str]
    file_hash: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    extraction: Mapped[dict[str, Any]] = mapped_column(JSON)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    dismissed: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    corrections: Mapped[int] = mapped_column(default=0)
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    created_by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[created_by_id])
    findings: Mapped[list["Finding"]] = relationship(
        back_populates="batch", lazy="raise_on_sql", order_by="Finding.position"
    )

    __mapper_args__ = {"version_id_col": version}


class Finding(Base):
    """A proposed problem (待核对问题): becomes a problem only when a person confirms the batch.

    ``start`` and ``end`` are offsets into the batch's text (null for one added by hand); the ``…_text``
    columns keep the paper's own wording.
    """

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("(start_at is null) = (end_at is null)", name="place"),
        UniqueConstraint("batch_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    position: Mapped[int]
    number: Mapped[str | None]
    title: Mapped[str]
    text: Mapped[str]
    start: Mapped[int | None] = mapped_column("start_at")
    end: Mapped[int | None] = mapped_column("end_at")
    section: Mapped[str | None]
    category: Mapped[str | None]
    state: Mapped[FindingState] = mapped_column(default=FindingState.PROPOSED)
    added_by_hand: Mapped[bool] = mapped_column(default=False)
    measures: Mapped[list[str]] = mapped_column(JSON, default=list)
    lead_unit_text: Mapped[str | None]
    handler_text: Mapped[str | None]
    leader_text: Mapped[str | None]
    due_text: Mapped[str | None]
    due_on: Mapped[date | None]
    lasting: Mapped[bool] = mapped_column(default=False)
    repeat_of: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)

    batch: Mapped[Batch] = relationship(back_populates="findings", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class ColumnName(Base):
    """What a column means to a unit: the texts of its header (folded, levels joined by /) and a field."""

    __tablename__ = "column_name"
    __table_args__ = (UniqueConstraint("unit_id", "header"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    header: Mapped[str]
    field: Mapped[Field]
