"""Fetching one unit, person or appointment together with the right to it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.accounts.models import Appointment, Person, StandIn, Unit
from tracker.accounts.permissions import (
    ManagedPerson,
    Permission,
    Viewer,
    refusal_to_manage,
    units_with,
)
from tracker.core.errors import ForbiddenError, NotFoundError


def unit_for(session: Session, viewer: Viewer, unit_id: int, permission: Permission) -> Unit:
    """Fetch a unit in which the viewer holds a right.

    Raises:
        NotFoundError: there is none, or the viewer does not reach it.
    """
    unit = session.get(Unit, unit_id) if unit_id in units_with(viewer, permission) else None
    if unit is None:
        raise NotFoundError
    return unit


def own_person(session: Session, viewer: Viewer) -> Person:
    """Fetch the viewer's own row, locked until the end of the transaction."""
    return session.scalars(
        select(Person).where(Person.id == viewer.person_id).with_for_update()
    ).one()


def person_for(session: Session, viewer: Viewer, person_id: int) -> Person:
    """Fetch a person who is or was appointed in a unit of the viewer's reach, appointments loaded.

    Raises:
        NotFoundError: there is none, or the viewer does not reach the person.
    """
    person = session.scalars(
        select(Person)
        .where(Person.id == person_id)
        .options(selectinload(Person.appointments).joinedload(Appointment.unit))
    ).one_or_none()
    reach = units_with(viewer, Permission.PEOPLE_MANAGE)
    if person is None or not any(one.unit_id in reach for one in person.appointments):
        raise NotFoundError
    return person


def managed_person(session: Session, viewer: Viewer, person_id: int, today: date) -> Person:
    """Fetch a person whose account the viewer may change: somebody else, with no hat beyond the reach.

    Raises:
        NotFoundError: the viewer does not reach the person.
        ForbiddenError: it is the viewer, or somebody who also serves where the viewer has no say.
    """
    person = person_for(session, viewer, person_id)
    refusal = refusal_to_manage(viewer, facts_to_manage(person, today))
    if refusal is not None:
        raise ForbiddenError(refusal)
    return person


def other_person(session: Session, viewer: Viewer, person_id: int) -> Person:
    """Fetch a person to whom the viewer may give hats: anybody within reach but the viewer.

    Raises:
        NotFoundError: the viewer does not reach the person.
        ForbiddenError: it is the viewer.
    """
    person = person_for(session, viewer, person_id)
    _refuse_oneself(viewer, person_id)
    return person


def appointment_for(
    session: Session, viewer: Viewer, person_id: int, appointment_id: int
) -> Appointment:
    """Fetch an appointment of somebody else in a unit of the viewer's reach, person and unit loaded.

    Raises:
        NotFoundError: that person has no such one, or the viewer does not reach its unit.
        ForbiddenError: it is the viewer's own.
    """
    found = session.scalars(
        select(Appointment)
        .where(Appointment.id == appointment_id, Appointment.person_id == person_id)
        .options(joinedload(Appointment.person), joinedload(Appointment.unit))
    ).one_or_none()
    if found is None or found.unit_id not in units_with(viewer, Permission.PEOPLE_MANAGE):
        raise NotFoundError
    _refuse_oneself(viewer, found.person_id)
    return found


def facts_to_manage(person: Person, today: date) -> ManagedPerson:
    """Answer what decides who may change an account; appointments are loaded."""
    return ManagedPerson(
        person.id,
        frozenset(
            one.unit_id
            for one in person.appointments
            if one.until_on is None or one.until_on >= today
        ),
    )


def _refuse_oneself(viewer: Viewer, person_id: int) -> None:
    refusal = refusal_to_manage(viewer, ManagedPerson(person_id, frozenset()))
    if refusal is not None:
        raise ForbiddenError(refusal)


def stand_in_for(session: Session, viewer: Viewer, row_id: int) -> StandIn:
    """Fetch a standing-in in a ledger where the viewer arranges them, the absent person loaded.

    Raises:
        NotFoundError: there is none, or the viewer does not reach its unit.
    """
    row = session.scalars(
        select(StandIn).where(StandIn.id == row_id).options(joinedload(StandIn.person))
    ).one_or_none()
    if row is None or row.unit_id not in units_with(viewer, Permission.STAND_INS):
        raise NotFoundError
    return row
