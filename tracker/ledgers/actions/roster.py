"""Bringing units and people in from a list: all of them or none, each with a way to sign in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts import actions as accounts
from tracker.accounts.actions import Hand, Hats, NewAccount
from tracker.accounts.models import Unit
from tracker.accounts.rules import keeps_ledger_by_default
from tracker.core.clock import day_of
from tracker.core.errors import InvalidError
from tracker.ledgers.rules.roster import (
    Known,
    PersonLine,
    Roster,
    code_of,
    faults_of,
    is_there,
    new_units,
    roles_of,
    units_after,
)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who was brought in, with the first password or the token of a one-time link, told once."""

    unit_name: str
    name: str
    login: str
    password: str | None
    token: str | None


def bring_in(
    session: Session, roster: Roster, known: Known, *, by_link: bool, hand: Hand
) -> tuple[tuple[str, ...], tuple[Admitted, ...]]:
    """Make the units and people of a checked list; answer the new units and the new people in the order of the list.

    Who is there already under the same sign-in name and name is left as they are.

    Raises:
        InvalidError: something in it will not do; nothing is made then.
    """
    faults = faults_of(roster, known)
    if faults:
        raise InvalidError(faults[0].words)
    wanted = new_units(roster, known)
    units = {one.code: one for one in session.scalars(select(Unit))}
    for line, above in wanted:
        parent = units[above]
        units[line.code] = accounts.create_unit(
            session,
            line.code,
            line.name,
            parent=parent,
            keeps_ledger=keeps_ledger_by_default(parent.path, parent.name),
            hand=hand,
        )
    names = units_after(roster, known)
    admitted = [
        _admit(session, line, units[code_of(line.unit, names) or ""], by_link=by_link, hand=hand)
        for line in roster.people
        if not is_there(line, known)
    ]
    return tuple(line.name for line, _ in wanted), tuple(admitted)


def _admit(
    session: Session, line: PersonLine, unit: Unit, *, by_link: bool, hand: Hand
) -> Admitted:
    password = None if by_link else accounts.first_password(line.login)
    new = NewAccount(line.login, line.name, password, email=line.email, phone=line.phone)
    hats = Hats(unit, roles_of(line.roles) or (), line.post, day_of(hand.at))
    person = accounts.take_on(session, new, hats, hand=hand)
    token = (
        accounts.make_link(session, person, version=person.version, hand=hand) if by_link else None
    )
    return Admitted(unit.name, person.name, person.login, password, token)
