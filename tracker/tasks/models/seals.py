"""Seals: each day the heads of all trails that moved are listed and signed, so that a cut-off tail shows."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime


class Seal(Base):
    """The list of one day; ``mac`` covers it, its heads and the mac of the list before (64 zeros for the first).

    Lists are numbered without a gap, by us and not by the database, so that a missing one shows. Triggers of the migration refuse UPDATE and DELETE on both databases. ``last_trace_id`` is the newest row of
    any trail that the list knows of; ``key_mark`` tells by which key it was signed, never the key.
    """

    __tablename__ = "seal"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(unique=True)
    sealed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_trace_id: Mapped[int]
    heads: Mapped[int]
    key_mark: Mapped[str]
    previous_mac: Mapped[str]
    mac: Mapped[str]


class SealedHead(Base):
    """Where one trail stood when its day was sealed: the last position and its hash, with the task's number then.

    No foreign keys: heads are written before their list, whose mac is only known behind the last of them, and a
    removed task must not take its heads along.
    """

    __tablename__ = "sealed_head"

    task_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    unit_id: Mapped[int]
    number: Mapped[str]
    position: Mapped[int]
    hash: Mapped[str]
