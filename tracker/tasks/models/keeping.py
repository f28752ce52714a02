"""Tables about kept contents: which are to be removed for good, how much room a unit has, what is asked for."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UTCDateTime
from tracker.tasks.models.work import Evidence


class Content(Base):
    """A content kept under its SHA-256, however many pieces of evidence it is.

    Its row is the lock under which pieces are added and contents removed. ``doomed_at`` is set with the last piece
    that was destroyed, ``removed_at`` when the bytes and previews are really gone.
    """

    __tablename__ = "content"
    __table_args__ = (Index("ix_content_doomed_at", "doomed_at"),)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    doomed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Room(Base):
    """How much evidence a ledger may hold, and how many bytes its files take; each content counts once."""

    __tablename__ = "room"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    megabytes: Mapped[int]
    used_bytes: Mapped[int] = mapped_column(BigInteger)


class Removal(Base):
    """A wish that an administrator destroy a file that was handed in by mistake (误传清除)."""

    __tablename__ = "removal"
    __table_args__ = (Index("ix_removal_done_at", "done_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), unique=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_by: Mapped[str]
    reason: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    evidence: Mapped[Evidence] = relationship(lazy="raise_on_sql")
