"""Tables of what people entered about working days: single days, and years compared with the notice."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime


class DayOverride(Base):
    """A day set for all units as working day or rest day; wins over the bundled calendar."""

    __tablename__ = "day_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    is_workday: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)


class UnitDay(Base):
    """A day that one unit set for itself and those below it; wins over its ancestors' and over all others."""

    __tablename__ = "unit_day"
    __table_args__ = (UniqueConstraint("unit_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    day: Mapped[date]
    is_workday: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ConfirmedYear(Base):
    """A year whose days somebody compared with the State Council's notice, so that it is no guess any more."""

    __tablename__ = "confirmed_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime)
