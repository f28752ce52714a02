"""Units change: another name or a merger, from a day on and on some paper; history keeps what was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.actions.log import Hand, note
from tracker.accounts.actions.versions import same_version
from tracker.accounts.models import Appointment, Unit, UnitName
from tracker.accounts.queries import former_names
from tracker.core.clock import day_of
from tracker.core.errors import InvalidError

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """From which day a change of units holds, and the paper (文号) that decided it; empty where none did.

    ``still_open`` counts what is open and cannot go along: in the ledger of a unit that goes, or led by one that
    leaves the ledger it works in.
    """

    from_on: date
    basis: str = ""
    still_open: int = 0


def put_name_right(session: Session, unit: Unit, name: str, *, version: int, hand: Hand) -> None:
    """Put a slip in a unit's name right; it was never called as it stood there.

    Raises:
        InvalidError: the name is empty or the same.
        StaleError: the unit was changed since ``version`` was shown.
    """
    _check_name(unit, name, version)
    note(session, "unit_renamed", unit.code, hand, f"{unit.name} → {name}")
    unit.name = name


def rename_unit(
    session: Session, unit: Unit, name: str, decision: Decision, *, version: int, hand: Hand
) -> None:
    """Give a unit another name from a day on; the old one is kept with its last day.

    Raises:
        InvalidError: the name is empty or the same, the day lies in the future or not behind the last change.
        StaleError: the unit was changed since ``version`` was shown.
    """
    _check_name(unit, name, version)
    _check_day(decision, hand)
    last = decision.from_on - _DAY
    borne = former_names(session, unit.id)
    if borne and borne[-1].until_on >= last:
        raise InvalidError("更名日期要晚于上一次更名的日期。", "from_on")
    old = UnitName(unit_id=unit.id, name=unit.name, until_on=last, basis=decision.basis)
    session.add(old)
    note(session, "unit_renamed", unit.code, hand, f"{unit.name} → {name} {decision.from_on}")
    unit.name = name


def merge_unit(
    session: Session, unit: Unit, into: Unit, decision: Decision, *, version: int, hand: Hand
) -> int:
    """Merge a unit into another one from a day on: people and units below go along; answer how many people.

    A unit that keeps a ledger can go when nothing in it is open: the ledger stays below the other unit as it is,
    to be read there.

    Raises:
        InvalidError: it would end in a circle, something is open in its ledger, a unit is gone, or the day lies in
            the future.
        StaleError: the unit was changed since ``version`` was shown.
    """
    same_version(unit, version)
    _check_day(decision, hand)
    _check_merger(unit, into, decision.still_open)
    people = _take_people_along(session, unit, into, decision.from_on)
    for one in _right_below(session, unit):
        _hang(session, one, into)
    if unit.keeps_ledger:  # it is over; the people of the other unit may read it
        _hang(session, unit, into)
        unit.live_to_superiors = True
    unit.closed_on = decision.from_on - _DAY
    unit.merged_into_id = into.id
    note(session, "unit_merged", unit.code, hand, f"{unit.name} → {into.name} {decision.from_on}")
    session.flush()  # what follows reads the units
    return people


def move_unit(
    session: Session, unit: Unit, above: Unit, decision: Decision, *, version: int, hand: Hand
) -> None:
    """Put a unit with all that is below it under another one (调整上级单位); its people and its ledger stay as they are.

    Raises:
        InvalidError: it would end in a circle, it is there already, a unit is gone, something is open that it leads
            in a ledger which it would leave, or the day lies in the future.
        StaleError: the unit was changed since ``version`` was shown.
    """
    same_version(unit, version)
    _check_day(decision, hand)
    _check_move(unit, above, decision.still_open)
    told = f"{unit.name} → {above.name} {decision.from_on} {decision.basis}".rstrip()
    note(session, "unit_moved", unit.code, hand, told)
    _hang(session, unit, above)
    session.flush()  # what follows reads the units


def _check_move(unit: Unit, above: Unit, tied: int) -> None:
    if unit.id == above.id or above.path.startswith(unit.path):
        raise InvalidError(
            f"{above.name}就是{unit.name}或者它的下级，不能作它的上级，请另选一个单位。", "above_id"
        )
    if unit.parent_id == above.id:
        raise InvalidError(f"{unit.name}现在就在{above.name}下面，没有变化。", "above_id")
    for one in (unit, above):
        if one.closed_on is not None:
            raise InvalidError(f"{one.name}已经并入别的单位，不能再调整。", "above_id")
    if tied:
        raise InvalidError(
            f"{unit.name}用的是现在上级的台账，在那里牵头的还有{tied}项没有办结，换了台账就办不了了。"
            "请先办结，或者把这些任务移交给别的牵头单位，再调整上级。",
            "above_id",
        )


def _check_name(unit: Unit, name: str, version: int) -> None:
    same_version(unit, version)
    if not name:
        raise InvalidError("请填写单位名称。", "name")
    if name == unit.name:
        raise InvalidError("名称没有变化。", "name")


def _check_day(decision: Decision, hand: Hand) -> None:
    if decision.from_on > day_of(hand.at):
        raise InvalidError("日期不能晚于今天，请到那一天再办理。", "from_on")


def _check_merger(unit: Unit, into: Unit, still_open: int) -> None:
    if unit.id == into.id:
        raise InvalidError("不能并入自己，请另选一个单位。", "into_id")
    if into.path.startswith(unit.path):
        raise InvalidError(f"{into.name}在{unit.name}下面，上级不能并入自己的下级。", "into_id")
    if unit.closed_on is not None:
        raise InvalidError(f"{unit.name}已经并入别的单位了。")
    if into.closed_on is not None:
        raise InvalidError(f"{into.name}已经并入别的单位，请选并入后的单位。", "into_id")
    if unit.keeps_ledger and still_open:
        raise InvalidError(
            f"{unit.name}的台账里还有{still_open}项没有办结，编号和审批环节不能并到别的台账里。"
            "请先办结；办不完的，先在接收单位的台账里另行列入，再在这里终止，然后合并。"
        )


def _take_people_along(session: Session, unit: Unit, into: Unit, from_on: date) -> int:
    """End the hats in the old unit the day before, and put the same ones on in the new one."""
    held = session.scalars(
        select(Appointment)
        .where(
            Appointment.unit_id.in_([unit.id, into.id]),
            Appointment.until_on.is_(None) | (Appointment.until_on >= from_on),
        )
        .order_by(Appointment.id)
    ).all()
    worn = {(one.person_id, one.role) for one in held if one.unit_id == into.id}
    moving = [one for one in held if one.unit_id == unit.id]
    for one in moving:
        if (one.person_id, one.role) not in worn:
            session.add(
                Appointment(
                    person_id=one.person_id,
                    unit_id=into.id,
                    role=one.role,
                    post=one.post,
                    from_on=max(from_on, one.from_on),
                    until_on=one.until_on,
                )
            )
        # A hat that was to begin later never begins in a unit that is no more; it keeps its first day.
        one.until_on = max(from_on - _DAY, one.from_on)
    return len({one.person_id for one in moving})


def _right_below(session: Session, unit: Unit) -> Sequence[Unit]:
    return session.scalars(select(Unit).where(Unit.parent_id == unit.id).order_by(Unit.id)).all()


def _hang(session: Session, unit: Unit, above: Unit) -> None:
    """Put a unit, and all that is below it, under another one."""
    old, new = unit.path, f"{above.path}{unit.id}/"
    along = select(Unit).where(Unit.path.startswith(old, autoescape=True))
    for one in session.scalars(along).all():
        one.path = new + one.path.removeprefix(old)
    unit.parent_id = above.id
