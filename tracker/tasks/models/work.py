"""Tables of what is handed in on a task: progress with figures, evidence, extensions."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UTCDateTime


class FigureKind(StrEnum):
    """What a figure of progress counts (量化成果)."""

    RULES = "rules"
    MONEY = "money"
    PENALTIES = "penalties"
    TRAININGS = "trainings"
    TRAINEES = "trainees"
    CHECKS = "checks"
    MEETINGS = "meetings"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _FIGURE_WORDS[self][0]

    @property
    def unit(self) -> str:
        """Answer the measure word."""
        return _FIGURE_WORDS[self][1]


_FIGURE_WORDS = {
    FigureKind.RULES: ("制度", "项"),
    FigureKind.MONEY: ("资金", "万元"),
    FigureKind.PENALTIES: ("问责", "人次"),
    FigureKind.TRAININGS: ("培训", "期"),
    FigureKind.TRAINEES: ("参训", "人次"),
    FigureKind.CHECKS: ("检查", "次"),
    FigureKind.MEETINGS: ("会议", "次"),
}


class EvidenceKind(StrEnum):
    """What a piece of evidence is (佐证材料)."""

    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    RULE = "rule"
    PHOTO = "photo"
    NOTICE = "notice"
    RECEIPT = "receipt"
    SIGNED_FORM = "signed_form"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "minutes": "会议记录",
            "attendance": "签到表",
            "rule": "制度文件",
            "photo": "照片",
            "notice": "通知通报",
            "receipt": "票据凭证",
            "signed_form": "签批件",
            "other": "其他",
        }[self.value]


class ExtensionState(StrEnum):
    """What has become of a request for more time."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Progress(Base):
    """One report of progress: what was done by a day, what is difficult, what must be coordinated."""

    __tablename__ = "progress"
    __table_args__ = (Index("ix_progress_task_id_done_on", "task_id", "done_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    round: Mapped[int]
    done_on: Mapped[date]
    text: Mapped[str]
    difficulties: Mapped[str] = mapped_column(default="")
    to_coordinate: Mapped[str] = mapped_column(default="")
    reported_by: Mapped[str]
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)

    figures: Mapped[list["Figure"]] = relationship(lazy="raise_on_sql", order_by="Figure.id")


class Figure(Base):
    """A figure of progress, for example 制度 2 项 or 资金 4.6 万元."""

    __tablename__ = "figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    progress_id: Mapped[int] = mapped_column(ForeignKey("progress.id"), index=True)
    kind: Mapped[FigureKind]
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    name: Mapped[str] = mapped_column(default="")
    paper_number: Mapped[str] = mapped_column(default="")


class Evidence(Base):
    """A piece of evidence: a kept file, or a paper original with the place where it lies.

    ``file_hash`` is the SHA-256 in the file store; null for a paper original. A destroyed file keeps its
    hash and the fact.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("file_hash is not null or paper_place <> ''", name="something"),
        Index("ix_evidence_task_id_round", "task_id", "round"),
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


class Extension(Base):
    """A request for more time; ``late`` marks one asked after the deadline (补办延期)."""

    __tablename__ = "extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    round: Mapped[int]
    asked_on: Mapped[date]
    reason: Mapped[str]
    due_before: Mapped[date]
    proposed_on: Mapped[date]
    late: Mapped[bool]
    state: Mapped[ExtensionState] = mapped_column(default=ExtensionState.ASKED)
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(default="")
