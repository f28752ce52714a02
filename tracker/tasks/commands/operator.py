"""Who a command acts for: the operator of the machine, who reads a named ledger, or a unit's clerk."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Role, Viewer
from tracker.accounts.queries import people_with_role, unit_with_code, viewer_of
from tracker.core import clock
from tracker.core.errors import InvalidError


def unit_named(session: Session, code: str) -> Unit:
    """Answer the unit that a command names.

    Raises:
        InvalidError: there is none.
    """
    unit = unit_with_code(session, code)
    if unit is None:
        raise InvalidError(f"没有代码为“{code}”的单位，可用 units list 查看。")
    return unit


def operator_of(unit: Unit, today: date) -> Viewer:
    """Answer a viewer who reads one ledger and holds no role; whoever runs commands owns the files anyway."""
    return Viewer(
        person_id=0,
        name="系统操作员",
        login="",
        unit_id=unit.id,
        unit_name=unit.name,
        reach=(),
        sees=frozenset({unit.id}),
        on=today,
    )


def clerk_of(session: Session, unit: Unit, today: date) -> Viewer:
    """Answer the clerk in whose name a command writes: the first one of the unit.

    Raises:
        InvalidError: the unit has no clerk.
    """
    clerks = people_with_role(session, unit, Role.CLERK, today)
    found = viewer_of(session, min(one.id for one in clerks), today) if clerks else None
    if found is None:
        raise InvalidError(f"{unit.name}还没有台账管理员，请先用 accounts create 建立账号。")
    return found


def day_asked(as_of: datetime | None) -> date:
    """Answer the day as of which something is asked: today unless another was named.

    Raises:
        InvalidError: nobody knows how things will stand on a later day.
    """
    today = clock.today()
    day = as_of.date() if as_of else today
    if day > today:
        raise InvalidError("截至日不能晚于今天。")
    return day
