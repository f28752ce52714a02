"""Units: the tree, one by its code, names that they bore."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import (
    Installation,
    Unit,
    UnitName,
)


def installation(session: Session) -> Installation | None:
    """Answer the row of the installation, or None before the first run."""
    return session.get(Installation, 1)


def unit_with_code(session: Session, code: str) -> Unit | None:
    """Answer the unit with a code."""
    return session.scalars(select(Unit).where(Unit.code == code)).one_or_none()


def all_units(session: Session) -> Sequence[Unit]:
    """Answer every unit, in organisational order, each behind the one above it."""
    return _as_tree(session.scalars(select(Unit)).all())


def units_among(session: Session, unit_ids: Iterable[int]) -> Sequence[Unit]:
    """Answer the units with these ids, in organisational order, each behind the one above it."""
    return _as_tree(session.scalars(select(Unit).where(Unit.id.in_(list(unit_ids)))).all())


def _as_tree(units: Sequence[Unit]) -> list[Unit]:
    positions = {str(unit.id): (unit.position, unit.id) for unit in units}
    return sorted(
        units,
        key=lambda unit: [positions.get(one, (0, 0)) for one in unit.path.strip("/").split("/")],
    )


def ledger_used_by(session: Session, unit: Unit) -> Unit | None:
    """Answer the unit whose ledger a unit works in: itself, or the nearest one above that keeps one."""
    on_the_way = [int(one) for one in unit.path.strip("/").split("/")]
    return session.scalars(
        select(Unit)
        .where(Unit.id.in_(on_the_way), Unit.keeps_ledger)
        .order_by(func.length(Unit.path).desc())
        .limit(1)
    ).one_or_none()


def former_names(session: Session, unit_id: int) -> Sequence[UnitName]:
    """Answer the names that a unit bore before, oldest first, each with its last day."""
    return session.scalars(
        select(UnitName).where(UnitName.unit_id == unit_id).order_by(UnitName.until_on)
    ).all()


def names_on(session: Session, unit_ids: Iterable[int], day: date) -> dict[int, str]:
    """Answer what units were called on a day, by their ids (two statements)."""
    wanted = list(unit_ids)
    rows = session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(wanted)))
    names = dict(rows.all())
    # The one whose last day comes first on or after the day is written last, so it stays.
    borne = (
        select(UnitName)
        .where(UnitName.unit_id.in_(wanted), UnitName.until_on >= day)
        .order_by(UnitName.until_on.desc())
    )
    return names | {one.unit_id: one.name for one in session.scalars(borne)}
