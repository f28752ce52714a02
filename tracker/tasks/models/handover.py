"""Tables of bulk handovers: who gave what to whom from which day, and what became of each task."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UTCDateTime
from tracker.tasks.rules.handover import Outcome, Part
from tracker.tasks.rules.lifecycle import State


class Handover(Base):
    """One 批量移交 in a ledger: from whom, to whom, from which day, on what paper; names are those of the time.

    ``pending`` tells that the successor is not named yet and ``to_id`` is only the contact until then; one of the
    ``from_…`` is null where a unit or a post was handed over and not a person.
    """

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    effective_on: Mapped[date]
    basis: Mapped[str]
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    from_name: Mapped[str]
    from_post: Mapped[str] = mapped_column(default="")
    to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_name: Mapped[str]
    to_post: Mapped[str] = mapped_column(default="")
    pending: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    entered_by: Mapped[str]
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)

    rows: Mapped[list["HandoverRow"]] = relationship(lazy="raise_on_sql", order_by="HandoverRow.id")


class HandoverRow(Base):
    """What became of one task in a handover, as it stood then."""

    __tablename__ = "handover_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), index=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    part: Mapped[Part]
    state: Mapped[State]
    outcome: Mapped[Outcome]
    reason: Mapped[str] = mapped_column(default="")
