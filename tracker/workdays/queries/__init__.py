"""The calendars as the offices keep them: the bundled days, and what people entered over them."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    Text,
    exists,
    extract,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.workdays.models import ConfirmedYear, DayOverride, UnitDay
from tracker.workdays.queries.bundled import bundled_days
from tracker.workdays.rules import (
    Calendars,
    DayChange,
    SetDay,
    SetDays,
    WorkCalendar,
    apply,
    resolve,
)

__all__ = ["bundled_days", "load_calendar", "load_calendars", "overrides_of"]

_SET, _CONFIRMED, _PATH = "set", "confirmed", "path"
_NO_DAY = (null().cast(Date), null().cast(Boolean))
_NUMBER, _WORDS = null().cast(Integer), null().cast(Text)
# Nearly every page counts working days, so what it must know of them comes in one statement: days set for all and
# for units, confirmed years, and where the units lie when some of them have days of their own.
_EVERYTHING = union_all(
    select(
        literal(_SET), _NUMBER, DayOverride.day, DayOverride.is_workday, DayOverride.note, _NUMBER
    ),
    select(literal(_SET), UnitDay.unit_id, UnitDay.day, UnitDay.is_workday, UnitDay.note, _NUMBER),
    select(literal(_CONFIRMED), _NUMBER, *_NO_DAY, _WORDS, ConfirmedYear.year),
    select(literal(_PATH), Unit.id, *_NO_DAY, Unit.path, _NUMBER).where(exists(select(UnitDay.id))),
)


def load_calendar(session: Session, unit_id: int | None = None) -> WorkCalendar:
    """Answer the working days in force for a unit, or for the whole installation when none is given."""
    found = load_calendars(session)
    return found.base if unit_id is None else found.of(unit_id)


def load_calendars(
    session: Session, pending: tuple[int | None, Iterable[DayChange]] | None = None
) -> Calendars:
    """Answer every calendar in force (one statement; a second when only ``pending`` gives a unit days of its own).

    ``pending`` are changes that somebody thinks of making: the calendars are answered as if they were made.
    """
    set_days: dict[int | None, dict[date, SetDay]] = {None: {}}
    confirmed: set[int] = set()
    paths: list[str] = []
    for kind, unit_id, day, is_workday, words, year in session.execute(_EVERYTHING):
        if kind == _SET:
            set_days.setdefault(unit_id, {})[day] = SetDay(is_workday, words)
        elif kind == _CONFIRMED:
            confirmed.add(year)
        else:
            paths.append(words)
    in_force: SetDays = set_days if pending is None else apply(set_days, *pending)
    if not paths and any(unit_id is not None for unit_id in in_force):
        paths = list(session.scalars(select(Unit.path)))
    return resolve(bundled_days, frozenset(confirmed), in_force, paths)


def overrides_of(
    session: Session, year: int, unit_id: int | None = None
) -> Sequence[DayOverride] | Sequence[UnitDay]:
    """Answer the days of a year that were set by hand for a unit (None: for all), in order."""
    if unit_id is None:
        return session.scalars(
            select(DayOverride)
            .where(extract("year", DayOverride.day) == year)
            .order_by(DayOverride.day)
        ).all()
    return session.scalars(
        select(UnitDay)
        .where(UnitDay.unit_id == unit_id, extract("year", UnitDay.day) == year)
        .order_by(UnitDay.day)
    ).all()
