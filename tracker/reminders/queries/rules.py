"""The units whose rules a person keeps, what they changed, and tasks to try a rule on."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, Viewer, units_with
from tracker.core.errors import ForbiddenError
from tracker.reminders.models import RuleRow
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by
from tracker.tasks.rules.lifecycle import OPEN


def kept_units(session: Session, viewer: Viewer) -> Sequence[Unit]:
    """Answer the units that keep a ledger and whose rules the viewer keeps, in order.

    Raises:
        ForbiddenError: there is none.
    """
    ids: Collection[int] = units_with(viewer, Permission.REMINDER_RULES)
    wanted = select(Unit).where(Unit.id.in_(ids)).order_by(Unit.path)
    units = session.scalars(wanted).all()
    found = [one for one in units if one.keeps_ledger] or units
    if not found:
        raise ForbiddenError("您没有可以设置提醒规则的单位。")
    return found


def changed_codes(session: Session, unit_id: int) -> frozenset[str]:
    """Answer the codes of the rules that a unit changed or added itself."""
    return frozenset(session.scalars(select(RuleRow.code).where(RuleRow.unit_id == unit_id)))


def tasks_to_try(session: Session, viewer: Viewer, unit_id: int) -> Sequence[Task]:
    """Answer some open tasks of a unit that the viewer may see, the next deadlines first."""
    wanted = (
        seen_by(viewer)
        .where(Task.unit_id == unit_id, Task.state.in_(OPEN), Task.due_on.is_not(None))
        .order_by(Task.due_on.desc(), Task.id)
        .limit(30)
    )
    return session.scalars(wanted).all()
