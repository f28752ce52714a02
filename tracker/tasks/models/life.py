"""Tables of what a task's life leaves beside its steps: corrections, ticks by place, reviews, links."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime
from tracker.tasks.rules.corrections import Subject
from tracker.tasks.rules.kinds import Finding


class Correction(Base):
    """A slip put right (更正): one field of what somebody wrote; the old text is kept, the new one counts.

    ``row_id`` is the id of the row of ``subject``: a report of progress, a figure, a piece of evidence, a
    round (its outcome) or a row of the trail (its note).
    """

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    subject: Mapped[Subject]
    row_id: Mapped[int]
    field: Mapped[str]
    old_text: Mapped[str]
    new_text: Mapped[str]
    reason: Mapped[str]
    corrected_by: Mapped[str]
    done_on: Mapped[date]
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)


class TaskPlace(Base):
    """A village or another place in which the measures of a task are ticked off one by one (逐村完成情况)."""

    __tablename__ = "task_place"
    __table_args__ = (UniqueConstraint("task_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]


class MeasureTick(Base):
    """A measure that is done in a place, since when, with a note."""

    __tablename__ = "measure_tick"
    __table_args__ = (UniqueConstraint("measure_id", "place_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id", ondelete="CASCADE"))
    place_id: Mapped[int] = mapped_column(
        ForeignKey("task_place.id", ondelete="CASCADE"), index=True
    )
    done_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class QuarterReview(Base):
    """What the review of a sustained task found in a quarter (季度复核); one row for a round and quarter."""

    __tablename__ = "quarter_review"
    __table_args__ = (
        UniqueConstraint("task_id", "round", "year", "quarter"),
        CheckConstraint("quarter between 1 and 4", name="quarter"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    round: Mapped[int]
    year: Mapped[int]
    quarter: Mapped[int]
    finding: Mapped[Finding]
    text: Mapped[str]
    reviewed_by: Mapped[str]
    reviewed_on: Mapped[date]
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Matter(Base):
    """One matter that stands in several batches (关联): 自查, 巡察, 审计 each with a task of its own."""

    __tablename__ = "matter"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class TaskLink(Base):
    """That a task is about a matter; tasks of one matter show each other's progress and evidence."""

    __tablename__ = "task_link"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    linked_on: Mapped[date]
