"""The table of problems that a later report tells once more while they are still open."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime
from tracker.tasks.rules.continuing import Ground


class Continuation(Base):
    """A finding of a later report that goes on with a problem of the ledger instead of opening a new one.

    One finding may tell several problems together, and one problem may be told in several findings; ``ground``
    is how they were recognised.
    """

    __tablename__ = "continuation"
    __table_args__ = (UniqueConstraint("finding_id", "problem_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"), index=True)
    ground: Mapped[Ground]
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime)
