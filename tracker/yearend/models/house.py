"""The table of a unit's own wording rules for its drafts."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime


class HouseWords(Base):
    """How a unit words its reports; whatever is empty is as the program has it.

    ``sections`` names sections by their key; ``instead`` are pairs of a word and what is written for it, an empty
    one only warns; ``lasting`` ends the sentence about work that goes on for good.
    """

    __tablename__ = "house_words"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    sections: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    instead: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    lasting: Mapped[str] = mapped_column(default="")
    changed_by_name: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
