"""Whose calendar a request is about: everybody's, or one unit's."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.guard import viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, units_with
from tracker.core import clock
from tracker.core.errors import ForbiddenError
from tracker.workdays.actions import FIRST_YEAR, LAST_YEAR

ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose calendar: ``unit_id`` is None for all units; ``choices`` are what a keeper may choose from."""

    key: str
    unit_id: int | None
    name: str
    keeper: bool
    choices: tuple[tuple[str, str], ...]


def scope_of(session: Session, asked: str) -> Scope:
    """Answer the asked scope when the viewer keeps it, else the viewer's own unit."""
    who = viewer()
    kept = units_with(who, Permission.CALENDAR_MANAGE)
    units = session.execute(select(Unit.id, Unit.name, Unit.parent_id).order_by(Unit.path)).all()
    choices = _choices(units, kept)
    names = dict(choices)
    if asked not in names:
        asked = choices[0][0] if choices else str(who.unit_id)
    name = names.get(asked, who.unit_name)
    return Scope(asked, None if asked == ALL else int(asked), name, asked in names, choices)


def kept_scope(session: Session, asked: str) -> Scope:
    """Answer the asked scope; whoever keeps none of it is refused.

    Raises:
        ForbiddenError: the viewer does not keep the calendar of that unit.
    """
    scope = scope_of(session, asked)
    if not scope.keeper or (asked and asked != scope.key):
        raise ForbiddenError("您不管理这个单位的工作日历。")
    return scope


def asked_year(asked: str) -> int:
    """Answer the asked year, else the present one, within what the calendar keeps."""
    four_digits = asked.isascii() and asked.isdecimal() and len(asked) == len("2026")
    return within(int(asked)) if four_digits else clock.today().year


def within(year: int) -> int:
    """Answer the nearest year that the calendar keeps."""
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _choices(
    units: Sequence[tuple[int, str, int | None]], kept: frozenset[int]
) -> tuple[tuple[str, str], ...]:
    mine = [(str(unit_id), name) for unit_id, name, _ in units if unit_id in kept]
    roots = {unit_id for unit_id, _, parent_id in units if parent_id is None}
    everybody = [(ALL, "全部单位")] if roots and roots <= kept else []
    return (*everybody, *mine)
