"""Who stands in for whom in a ledger, and who could."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.accounts.models import Appointment, Person, StandIn, Unit
from tracker.accounts.queries.hats import in_force

_MOST = 100


def stand_ins_in(session: Session, unit: Unit) -> Sequence[StandIn]:
    """Answer the stand-ins of a ledger, the newest first."""
    return session.scalars(
        select(StandIn)
        .where(StandIn.unit_id == unit.id)
        .options(joinedload(StandIn.person), joinedload(StandIn.stand_in))
        .order_by(StandIn.from_on.desc(), StandIn.id.desc())
        .limit(_MOST)
    ).all()


def people_of_ledger(session: Session, unit: Unit, on: date) -> Sequence[Person]:
    """Answer who serves in a ledger's unit or below it on a day, by name, with appointments and units."""
    serving = (
        select(Appointment.person_id)
        .join(Unit, Unit.id == Appointment.unit_id)
        .where(Unit.path.startswith(unit.path, autoescape=True), in_force(on))
    )
    return session.scalars(
        select(Person)
        .where(Person.id.in_(serving), Person.disabled_at.is_(None))
        .options(selectinload(Person.appointments).joinedload(Appointment.unit))
        .order_by(Person.name, Person.id)
    ).all()
