"""Writing about units: the first run, new units, names, and the settings of a ledger."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.accounts.actions.log import Hand, note
from tracker.accounts.actions.people import Hats, put_on
from tracker.accounts.actions.reorganising import Decision, move_unit
from tracker.accounts.actions.versions import same_version
from tracker.accounts.models import Installation, Person, Unit
from tracker.accounts.permissions import Role
from tracker.accounts.queries import installation, unit_with_code
from tracker.accounts.rules import chain_of
from tracker.core.clock import day_of
from tracker.core.errors import InvalidError

_MADE = "系统已经初始化过了。"
# Shorter than five minutes nobody can read a report; longer than a working day is no end at all.
IDLE_LEAST, IDLE_MOST = 5, 480
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """What a unit decides about its ledger; ``chain`` holds leader, clerk, secretary.

    The days that a type of task proposes are None where the usual ones hold.
    """

    chain: tuple[str, ...]
    sign_for_needed: bool
    sustained_counts: bool
    live_to_superiors: bool
    at_once_days: int | None = None
    by_stages_days: int | None = None


def set_up(session: Session, *, at: datetime, demo: bool = False) -> Installation:
    """Write the row of the installation at the first run.

    Raises:
        InvalidError: the first run has been made.
    """
    if installation(session) is not None:
        raise InvalidError(_MADE)
    row = Installation(id=1, demo=demo, created_at=at)
    session.add(row)
    try:
        session.flush()  # of two first runs at once, one must fail here
    except IntegrityError as error:
        raise InvalidError(_MADE) from error
    return row


def create_unit(
    session: Session,
    code: str,
    name: str,
    *,
    parent: Unit | None = None,
    keeps_ledger: bool = False,
    hand: Hand | None = None,
) -> Unit:
    """Create a unit, at the root or below another one; ``hand`` puts a line into the log.

    Raises:
        InvalidError: the code is taken or malformed, or the name is empty.
    """
    if not _CODE.fullmatch(code):
        raise InvalidError("单位代码只能用字母、数字、横线和下划线，最长 40 个字符。", "code")
    taken = InvalidError(f"单位代码“{code}”已经有了。", "code")
    if unit_with_code(session, code) is not None:
        raise taken
    if not name:
        raise InvalidError("请填写单位名称。", "name")
    unit = Unit(code=code, name=name, path="", keeps_ledger=keeps_ledger)
    unit.parent_id = parent.id if parent else None
    session.add(unit)
    try:
        session.flush()  # the path needs the id; of two with one code at once, one must fail here
    except IntegrityError as error:
        raise taken from error
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    unit.position = unit.id
    if hand is not None:
        note(session, "unit_created", code, hand, name)
    return unit


def create_unit_above(
    session: Session, below: Unit, code: str, name: str, *, keeps_ledger: bool, hand: Hand
) -> Unit:
    """Put a new unit over one that has none above it, as a county over its town; its ledger stays its own.

    Whoever does it becomes the administrator of the new unit: nobody else could reach it, and nothing is in it but
    what they administer already.

    Raises:
        InvalidError: there is a unit above, the code is taken or malformed, or the name is empty.
    """
    if below.parent_id is not None:
        raise InvalidError(f"{below.name}已经有上级单位。")
    unit = create_unit(session, code, name, keeps_ledger=keeps_ledger, hand=hand)
    today = day_of(hand.at)
    administrator = session.get(Person, hand.person_id) if hand.person_id else None
    if administrator is not None:
        put_on(session, administrator, Hats(unit, (Role.ADMIN,), "", today), hand)
    move_unit(session, below, unit, Decision(today), version=below.version, hand=hand)
    return unit


def set_ledger(
    session: Session, unit: Unit, wanted: LedgerSettings, *, version: int, hand: Hand
) -> None:
    """Set how a unit's ledger works from now on; tasks in review finish the steps that are left.

    Raises:
        InvalidError: the unit keeps no ledger, or the approval chain has no step.
        StaleError: the unit was changed since ``version`` was shown.
    """
    same_version(unit, version)
    chain = chain_of(wanted.chain)
    if not unit.keeps_ledger:
        raise InvalidError("这个单位不单独建台账，没有台账设置。")
    if chain is None:
        raise InvalidError("审批环节至少保留一个。", "chain")
    before = _told(unit)
    unit.chain = chain
    unit.sign_for_needed = wanted.sign_for_needed
    unit.sustained_counts = wanted.sustained_counts
    unit.live_to_superiors = wanted.live_to_superiors
    unit.at_once_days = wanted.at_once_days
    unit.by_stages_days = wanted.by_stages_days
    note(session, "unit_settings_changed", unit.code, hand, f"{before} → {_told(unit)}")


def set_idle(
    session: Session, unit: Unit, minutes: int | None, *, version: int, hand: Hand
) -> None:
    """Set how many minutes a browser of the unit's people may rest; None leaves it to the unit above.

    Raises:
        InvalidError: fewer than five minutes, or more than eight hours.
        StaleError: the unit was changed since ``version`` was shown.
    """
    same_version(unit, version)
    if minutes is not None and not IDLE_LEAST <= minutes <= IDLE_MOST:
        words = f"请填写 {IDLE_LEAST} 到 {IDLE_MOST} 之间的分钟数，不填就随上级单位。"
        raise InvalidError(words, "idle_minutes")
    note(session, "unit_idle_changed", unit.code, hand, f"{unit.idle_minutes} → {minutes}")
    unit.idle_minutes = minutes


def _told(unit: Unit) -> str:
    facts = {
        "sign_for": unit.sign_for_needed,
        "sustained": unit.sustained_counts,
        "live": unit.live_to_superiors,
    }
    days = {"at_once": unit.at_once_days, "by_stages": unit.by_stages_days}
    return " ".join(
        [
            unit.chain,
            *(word for word, on in facts.items() if on),
            *(f"{kind}={number}" for kind, number in days.items() if number),
        ]
    )
