"""Tables of what headings mean to a unit."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime


class LedgerMapping(Base):
    """How a person mapped the columns of a foreign ledger, kept for the next one with the same header.

    ``fingerprint`` is that of the header (``Header.fingerprint``), ``fields`` the keys of our columns by theirs
    (numbers from 0, as text).
    """

    __tablename__ = "ledger_mapping"
    __table_args__ = (UniqueConstraint("unit_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    fingerprint: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
