"""Tables of ledgers that are being imported: a person's draft, row by row, until it is confirmed or dropped."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Unit
from tracker.core.db import Base, UTCDateTime
from tracker.reports.rules.sources import Source


class LedgerImport(Base):
    """A workbook on its way into a ledger.

    ``sheet`` is the ordinal of the chosen sheet (from 0); ``header_first`` and ``header_height`` say where its
    header stands among the sheet's filled lines; ``fields`` are the keys of our columns by theirs; ``result``
    tells what was written once ``done_at`` is set: from then on the draft is a record and never changes.
    """

    __tablename__ = "ledger_import"
    __table_args__ = (Index("ix_ledger_import_person_id_done_at", "person_id", "done_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    file_name: Mapped[str]
    file_hash: Mapped[str]
    year: Mapped[int]
    source: Mapped[Source]
    closed_on: Mapped[date | None]
    sheet: Mapped[int]
    header_first: Mapped[int]
    header_height: Mapped[int]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class ImportRow(Base):
    """One entry of a draft as it was read and mended; ``row`` is the row of the sheet, ``problem`` the group."""

    __tablename__ = "ledger_import_row"
    __table_args__ = (UniqueConstraint("import_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("ledger_import.id", ondelete="CASCADE"))
    position: Mapped[int]
    row: Mapped[int]
    problem: Mapped[int]
    cells: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str] = mapped_column(default="")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    skipped: Mapped[bool] = mapped_column(default=False)
