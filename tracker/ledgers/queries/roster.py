"""What a roster is checked against: units within reach, every code and every sign-in name, who serves where."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Permission, Viewer, units_with
from tracker.accounts.queries import units_among
from tracker.ledgers.rules.roster import Known


def known_to(session: Session, viewer: Viewer) -> Known:
    """Answer what is there for an administrator who brings units and people in (four statements)."""
    units = [
        one
        for one in units_among(session, units_with(viewer, Permission.PEOPLE_MANAGE))
        if one.closed_on is None
    ]
    serving = (
        select(Person.login, Person.name)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.unit_id.in_([one.id for one in units]))
        .distinct()
    )
    return Known(
        units={one.code: one.name for one in units},
        codes=frozenset(session.scalars(select(Unit.code))),
        logins=frozenset(session.scalars(select(Person.login))),
        top=units[0].code,
        people={row.login: row.name for row in session.execute(serving)},
    )
