"""Tables of what is handed in on a task: progress with figures, evidence, extensions."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UTCDateTime
from tracker.tasks.rules.kinds import EvidenceKind, ExtensionState, FigureKind, FigureSort


class Progress(Base):
    """One report of progress: what was done by a day, what is difficult, what must be coordinated.

    ``expected_on`` is the day by which the work is thought to be done (预计完成), ``value_now`` the indicator as
    it stood with this report.
    """

    __tablename__ = "progress"
    __table_args__ = (Index("ix_progress_task_id_done_on", "task_id", "done_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    round: Mapped[int]
    done_on: Mapped[date]
    text: Mapped[str]
    difficulties: Mapped[str] = mapped_column(default="")
    to_coordinate: Mapped[str] = mapped_column(default="")
    expected_on: Mapped[date | None]
    value_now: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    reported_by: Mapped[str]
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)

    figures: Mapped[list["Figure"]] = relationship(lazy="raise_on_sql", order_by="Figure.id")


class Figure(Base):
    """A figure of progress, for example 制度 2 项 or 资金 4.6 万元; ``sort`` is 新订, 清退, 诫勉 and the like."""

    __tablename__ = "figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    progress_id: Mapped[int] = mapped_column(ForeignKey("progress.id"), index=True)
    kind: Mapped[FigureKind]
    sort: Mapped[FigureSort | None]
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    name: Mapped[str] = mapped_column(default="")
    paper_number: Mapped[str] = mapped_column(default="")


class Evidence(Base):
    """A piece of evidence: a kept file, or a paper original with the place where it lies.

    ``file_hash`` is the SHA-256 in the file store; null for a paper original. A destroyed file keeps its
    hash and the fact. Versions of one piece share ``first_id``, the id of the first of them (null there);
    ``superseded_at`` marks those that a newer one has replaced. ``measure`` is the wording of the measure that
    the piece answers, as of its time. ``for_others`` tells whether it may be given out of the office.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("file_hash is not null or paper_place <> ''", name="something"),
        Index("ix_evidence_task_id_round", "task_id", "round"),
        Index("ix_evidence_file_hash", "file_hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    round: Mapped[int]
    kind: Mapped[EvidenceKind]
    title: Mapped[str]
    paper_number: Mapped[str] = mapped_column(default="")
    made_on: Mapped[date | None]
    pages: Mapped[int | None]
    paper_place: Mapped[str] = mapped_column(default="")
    file_hash: Mapped[str | None]
    file_name: Mapped[str] = mapped_column(default="")
    file_size: Mapped[int | None]
    handed_in_by: Mapped[str]
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    destroyed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    destroyed_because: Mapped[str] = mapped_column(default="")
    first_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), index=True)
    superseded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    measure: Mapped[str] = mapped_column(default="", server_default="")
    for_others: Mapped[bool] = mapped_column(default=False, server_default=false())

    @property
    def series(self) -> int:
        """Answer the id that all versions of this piece share."""
        return self.first_id or self.id

    @property
    def counts(self) -> bool:
        """Answer whether the piece stands: neither destroyed nor replaced by a newer version."""
        return self.destroyed_at is None and self.superseded_at is None


class Extension(Base):
    """A request for more time; ``late`` marks one asked after the deadline (补办延期).

    ``granted_on`` is the deadline that was agreed to, which need not be the one that was proposed.
    """

    __tablename__ = "extension"
    # What waits for a decision is little, whatever was decided in the course of years.
    __table_args__ = (Index("ix_extension_state_task_id", "state", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    round: Mapped[int]
    asked_on: Mapped[date]
    reason: Mapped[str]
    due_before: Mapped[date]
    proposed_on: Mapped[date]
    late: Mapped[bool]
    state: Mapped[ExtensionState] = mapped_column(default=ExtensionState.ASKED)
    granted_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(default="")
