"""Tables of 报送锁定: what was sent upward, frozen; triggers of the migration refuse UPDATE and DELETE."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Unit
from tracker.core.db import Base, UTCDateTime


class Submission(Base):
    """What was sent: to whom, which table, as of which day, under which rule, the figures and the file.

    ``scope`` keeps what the list was narrowed to (year, source); ``figures`` is ``Figures.as_json``;
    ``sent_on`` is the day it was sent (办理日期), ``entered_at`` when that was typed.
    """

    __tablename__ = "submission"
    __table_args__ = (Index("ix_submission_unit_id_as_of", "unit_id", "as_of"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    to_whom: Mapped[str]
    table_name: Mapped[str]
    paper_number: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[str] = mapped_column(default="")
    as_of: Mapped[date]
    sent_on: Mapped[date]
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_by_name: Mapped[str]
    rule: Mapped[str]
    scope: Mapped[dict[str, Any]] = mapped_column(JSON)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    file_hash: Mapped[str | None]
    file_name: Mapped[str] = mapped_column(default="")

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    lines: Mapped[list["SubmissionLine"]] = relationship(
        lazy="raise_on_sql", order_by="SubmissionLine.position"
    )


class SubmissionLine(Base):
    """One task as it was told: its words of that day, and where it stood."""

    __tablename__ = "submission_line"
    __table_args__ = (UniqueConstraint("submission_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    position: Mapped[int]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    number: Mapped[str]
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"))
    problem: Mapped[str]
    lead_unit: Mapped[str]
    due: Mapped[str]
    stand: Mapped[str]
    measures: Mapped[int]
