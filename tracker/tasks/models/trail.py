"""The trail: one append-only, hash-chained row for each change of a task."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UTCDateTime
from tracker.tasks.rules.deeds import OWN_MEANS, Means
from tracker.tasks.rules.lifecycle import State, Step


class Trace(Base):
    """Who did what, for whom, when it was done and when entered; names are those of the time.

    Triggers of the migration refuse UPDATE and DELETE on both databases.

    ``hash`` covers this row and ``previous_hash``, the hash of the row before it (64 zeros for the first).
    ``facts`` holds the changed fields as ``{field: [old, new]}`` and whatever the step needs to be understood.
    """

    __tablename__ = "trace"
    __table_args__ = (UniqueConstraint("task_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int]
    round: Mapped[int]
    step: Mapped[Step]
    from_state: Mapped[State]
    to_state: Mapped[State]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    actor_name: Mapped[str]
    for_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    for_name: Mapped[str] = mapped_column(default="")
    for_post: Mapped[str] = mapped_column(default="")
    means: Mapped[Means]
    signed_form_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))
    done_on: Mapped[date]
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    note: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str]
    hash: Mapped[str]

    new_day: Mapped["StepDay | None"] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def day(self) -> date:
        """Answer the day that counts: the one first told, or the one to which it was put right."""
        return self.new_day.done_on if self.new_day else self.done_on

    @property
    def recorded(self) -> bool:
        """Answer whether somebody typed this for another person or a meeting (补录)."""
        return self.means not in OWN_MEANS


class StepDay(Base):
    """The day that counts for a step whose day was put right (更正); the trail keeps the one first told."""

    __tablename__ = "step_day"

    trace_id: Mapped[int] = mapped_column(ForeignKey("trace.id"), primary_key=True)
    done_on: Mapped[date]
