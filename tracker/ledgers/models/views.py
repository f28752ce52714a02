"""Tables of the ledger's views: which columns, filters and order a person keeps under a name."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime


class LedgerView(Base):
    """What somebody sees the ledger through; without a ``name`` it holds the person's own columns of the whole.

    ``columns`` are keys of the catalogue in their order, ``asked`` the filters and the order as an address
    writes them. A ``shared`` view is offered to everybody who reads the ledger of its unit.
    """

    __tablename__ = "ledger_view"
    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        Index("ix_ledger_view_unit_id_shared", "unit_id", "shared"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(default="")
    shared: Mapped[bool] = mapped_column(default=False)
    made_by_name: Mapped[str]
    columns: Mapped[list[str]] = mapped_column(JSON)
    asked: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
