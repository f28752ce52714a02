"""The log of accounts: what was done to people and units, newest first."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, or_, select

from tracker.accounts.models import AccountEvent, Appointment, Person, Unit


def events_about(unit_ids: Iterable[int], words: str = "") -> Select[AccountEvent]:
    """Answer the lines of the log about some units and everybody who is or was appointed to them, newest first.

    ``words`` is sought in names, sign-in names and codes.
    """
    wanted = list(unit_ids)
    people = (
        select(Person.login)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.unit_id.in_(wanted))
    )
    units = select(Unit.code).where(Unit.id.in_(wanted))
    about_unit = AccountEvent.kind.startswith("unit_")
    found = select(AccountEvent).where(
        or_(
            about_unit & AccountEvent.subject.in_(units),
            ~about_unit & AccountEvent.subject.in_(people),
        )
    )
    if words:
        found = found.where(_named(words))
    return found.order_by(AccountEvent.id.desc())


def _named(words: str) -> ColumnElement[bool]:
    people = select(Person.login).where(Person.name.contains(words, autoescape=True))
    units = select(Unit.code).where(Unit.name.contains(words, autoescape=True))
    return or_(
        AccountEvent.subject.contains(words, autoescape=True),
        AccountEvent.subject.in_(people),
        AccountEvent.subject.in_(units),
    )
