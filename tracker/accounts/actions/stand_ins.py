"""代理: who takes the steps of an absent person in a ledger, for how long, on what basis."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.actions.log import Hand, note
from tracker.accounts.models import Person, StandIn, Unit
from tracker.accounts.permissions import (
    POLICY,
    Permission,
    Role,
    refusal_to_name_oneself,
    refusal_to_stand_in,
)
from tracker.accounts.queries import holds, people_with_role
from tracker.core.errors import InvalidError


@dataclass(frozen=True, slots=True)
class Absence:
    """Who is away, who stands in, from the first to the last day, on what basis."""

    person: Person
    stand_in: Person
    from_on: date
    until_on: date
    basis: str


def set_stand_in(
    session: Session, unit: Unit, absence: Absence, *, set_by: str, hand: Hand
) -> StandIn:
    """Let somebody stand in for an absent colleague; appointments and units of both are loaded.

    Raises:
        InvalidError: one of them cannot, the days make no sense, or somebody stands in already.
    """
    person, stand_in = absence.person, absence.stand_in
    if absence.until_on < absence.from_on:
        raise InvalidError("代理的止日早于起日，请核对。", "until_on")
    refusal = _refusal(session, unit, absence, hand)
    if refusal is not None:
        raise InvalidError(refusal, "stand_in_id")
    if _overlaps(session, unit, absence):
        raise InvalidError(f"{person.name}在这段时间已有人代理，请先结束原来的代理。", "person_id")
    row = StandIn(
        unit_id=unit.id,
        person_id=person.id,
        stand_in_id=stand_in.id,
        from_on=absence.from_on,
        until_on=absence.until_on,
        basis=absence.basis,
        set_by=set_by,
        set_at=hand.at,
    )
    session.add(row)
    note(
        session,
        "stand_in_named",
        person.login,
        hand,
        f"{stand_in.name} {row.from_on} {row.until_on}",
    )
    return row


def end_stand_in(session: Session, row: StandIn, *, today: date, hand: Hand) -> None:
    """End a standing-in from today on; one that has not begun is taken back. Person is loaded.

    Raises:
        InvalidError: it is over.
    """
    if row.until_on < today:
        raise InvalidError("这项代理已经结束。")
    note(session, "stand_in_ended", row.person.login, hand)
    if row.from_on >= today:
        session.delete(row)
    else:
        row.until_on = today - timedelta(days=1)


def _refusal(session: Session, unit: Unit, absence: Absence, hand: Hand) -> str | None:
    """Answer why this one may not stand in, or not be arranged by this hand; None when all is well."""
    absent = _roles(absence.person, absence.from_on, unit, exactly=True)
    refusal = refusal_to_stand_in(
        same=absence.person.id == absence.stand_in.id,
        absent_in_unit=absent,
        deputy_in_unit=_roles(absence.stand_in, absence.from_on, unit, exactly=True),
        deputy_anywhere=_roles(absence.stand_in, absence.from_on, unit, exactly=False),
    )
    if refusal is None and absence.stand_in.id == hand.person_id:
        return refusal_to_name_oneself(absent, _who_can_arrange(session, unit, absence))
    return refusal


def _who_can_arrange(session: Session, unit: Unit, absence: Absence) -> list[str]:
    """Answer the names of the others who may arrange stand-ins in a ledger."""
    roles = [one for one in Role if one in POLICY[Permission.STAND_INS]]
    able = [one for role in roles for one in people_with_role(session, unit, role, absence.from_on)]
    beside = {absence.person.id, absence.stand_in.id}
    return list(dict.fromkeys(one.name for one in able if one.id not in beside))


def _roles(person: Person, on: date, unit: Unit, *, exactly: bool) -> frozenset[Role]:
    return frozenset(
        one.role
        for one in person.appointments
        if holds(one, on)
        and (one.unit_id == unit.id if exactly else one.unit.path.startswith(unit.path))
    )


def _overlaps(session: Session, unit: Unit, absence: Absence) -> bool:
    # Of two who arrange it at once the second one waits here, and finds what the first one did.
    session.execute(select(Person.id).where(Person.id == absence.person.id).with_for_update())
    found = select(StandIn.id).where(
        StandIn.unit_id == unit.id,
        StandIn.person_id == absence.person.id,
        StandIn.from_on <= absence.until_on,
        StandIn.until_on >= absence.from_on,
    )
    return session.scalars(found.limit(1)).first() is not None
