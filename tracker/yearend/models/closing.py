"""The table of years that are over: their figures as they were sealed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime

_IN_FORCE = text("opened_at is null")


class YearClosing(Base):
    """A unit's year whose figures are sealed (年度数据封存); once ``opened_at`` is set the sealing no longer holds.

    ``figures`` are those of ``rules.closing.frozen``; ``basis`` names the meeting or the paper that decided.
    """

    __tablename__ = "year_closing"
    __table_args__ = (
        Index(
            "ux_year_closing_in_force",
            "unit_id",
            "year",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    as_of: Mapped[date]
    basis: Mapped[str]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    sealed_by_name: Mapped[str]
    sealed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    opened_by_name: Mapped[str | None]
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    why_opened: Mapped[str] = mapped_column(default="")
