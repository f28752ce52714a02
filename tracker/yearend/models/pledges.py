"""The table of 承诺事项: what last year's plan promised without answering a problem, counted apart from rectification."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime


class Pledge(Base):
    """One promise to be kept in a year; ``told`` is what a person says was done about it, ``kept`` whether all of it."""

    __tablename__ = "pledge"
    __table_args__ = (Index("ix_pledge_unit_id_year", "unit_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    text: Mapped[str]
    told: Mapped[str] = mapped_column(default="")
    kept: Mapped[bool] = mapped_column(default=False)
    changed_by_name: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
