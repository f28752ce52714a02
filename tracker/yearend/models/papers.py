"""Tables of Word files around a year: drafts and filed reports that people bring, templates, files that are being made."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Unit
from tracker.core.db import Base, UTCDateTime
from tracker.yearend.rules.lengths import Length


class YearPaper(Base):
    """A Word file (文稿) that somebody brought for a report: checked, read back, added to, or filed as it was sent.

    ``settled`` holds what a person chose about each difference, by its id: ``choice`` and ``note``. A filed one has
    ``filed_on`` and ``paper_number``; ``batch_id`` is the batch as which it opens the next year.
    """

    __tablename__ = "year_paper"
    __table_args__ = (Index("ix_year_paper_unit_id_year", "unit_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    file_name: Mapped[str]
    file_hash: Mapped[str]
    brought_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    brought_by_name: Mapped[str]
    brought_at: Mapped[datetime] = mapped_column(UTCDateTime)
    settled: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    settled_by_name: Mapped[str | None]
    filed_on: Mapped[date | None]
    paper_number: Mapped[str | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class WordTemplate(Base):
    """An office's own Word template (模板); ``used`` are the placeholders that it asks for."""

    __tablename__ = "word_template"
    __table_args__ = (UniqueConstraint("unit_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    file_hash: Mapped[str]
    used: Mapped[list[str]] = mapped_column(JSON)
    kept_by_name: Mapped[str]
    kept_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class FileKind(StrEnum):
    """What kind of file is made."""

    WORD = "docx"
    EXCEL = "xlsx"


class Making(StrEnum):
    """How far the making of a file has come."""

    ASKED = "asked"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "asked": "等待生成",
            "running": "正在生成",
            "ready": "已生成",
            "failed": "没有生成",
        }[self.value]


class YearFile(Base):
    """A file that takes long to make: what was asked for, how far it is, and what came out.

    ``done`` of ``total`` rows are written; ``moved_at`` is when that was last noted: a maker that died says nothing.
    """

    __tablename__ = "year_file"
    __table_args__ = (Index("ix_year_file_unit_id_year", "unit_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    as_of: Mapped[date]
    length: Mapped[Length]
    kind: Mapped[FileKind]
    made_on: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    moved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[Making] = mapped_column(default=Making.ASKED)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    file_hash: Mapped[str | None]

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
