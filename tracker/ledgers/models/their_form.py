"""Tables of 套表: what was said about a superior's table, remembered, and each workbook that is being filled."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime


class TheirForm(Base):
    """A table that a superior sends again and again: its name, its header's fingerprint, and how it is filled."""

    __tablename__ = "their_form"
    __table_args__ = (UniqueConstraint("unit_id", "name", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    fingerprint: Mapped[str]
    layout: Mapped[dict[str, Any]] = mapped_column(JSON)
    taught_at: Mapped[datetime] = mapped_column(UTCDateTime)


class TheirFilling(Base):
    """One uploaded workbook on its way: the layout chosen, the rows matched by hand, and what came out.

    ``layout`` is empty until the columns were confirmed. ``by_hand`` gives a task's id (or null: leave empty) by
    row. ``year`` and ``source`` narrow our rows; ``as_of`` is the day by which they stand.
    """

    __tablename__ = "their_filling"
    __table_args__ = (Index("ix_their_filling_unit_id_made_at", "unit_id", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    file_name: Mapped[str]
    file_hash: Mapped[str]
    layout: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_hand: Mapped[dict[str, Any]] = mapped_column(JSON)
    as_of: Mapped[date]
    year: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    filled_hash: Mapped[str | None]
    filled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
