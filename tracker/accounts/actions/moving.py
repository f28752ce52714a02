"""Moving people between units from a day on (调动)."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from tracker.accounts.actions.log import Hand, note
from tracker.accounts.actions.people import Hats, check_not_worn, put_on
from tracker.accounts.actions.versions import same_version
from tracker.accounts.models import Person, Unit
from tracker.core.errors import InvalidError


def move_person(
    session: Session, person: Person, leaving: Unit, hats: Hats, *, version: int, hand: Hand
) -> None:
    """Move somebody to another unit from a day on (调动): the hats worn in the old one end the day before.

    ``hats.roles`` empty keeps the roles of the old unit. ``person.appointments`` is loaded.

    Raises:
        InvalidError: nothing is worn in the old unit on that day, both units are the same, a hat there only
            began on that day, or one is already worn in the new unit.
        StaleError: the person was changed since ``version`` was shown.
    """
    same_version(person, version)
    if leaving.id == hats.unit.id:
        raise InvalidError("调入单位和调出单位是同一个，请核对。", "unit_id")
    held = [
        one
        for one in person.appointments
        if one.unit_id == leaving.id and (one.until_on is None or one.until_on >= hats.from_on)
    ]
    if not held:
        raise InvalidError(f"{person.name}那一天在{leaving.name}没有任职。", "leaving_id")
    last = hats.from_on - timedelta(days=1)
    if any(one.from_on > last for one in held):
        raise InvalidError("调动日期要晚于原任职开始的日期。", "from_on")
    roles = hats.roles or tuple(dict.fromkeys(one.role for one in held))
    wanted = replace(hats, roles=roles)
    check_not_worn(person, wanted)
    for one in held:
        one.until_on = last
    flag_modified(person, "name")  # a new version, so that a page shown before is stale
    put_on(session, person, wanted, hand)
    note(session, "moved", person.login, hand, f"{leaving.name} → {hats.unit.name} {hats.from_on}")
