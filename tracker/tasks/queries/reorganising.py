"""What binds a unit to the ledger that it works in."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.queries import ledger_used_by
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import OPEN


def tasks_tied_to(session: Session, unit: Unit, above: Unit) -> int:
    """Answer how many open tasks a unit, or one below it, leads in a ledger that it would leave by going below another."""
    before, after = ledger_used_by(session, unit), ledger_used_by(session, above)
    if before is None or before.id == unit.id or (after is not None and before.id == after.id):
        return 0
    moving = select(Unit.id).where(Unit.path.startswith(unit.path, autoescape=True))
    led = select(func.count()).where(
        Task.unit_id == before.id, Task.lead_unit_id.in_(moving), Task.state.in_(OPEN)
    )
    return session.scalar(led) or 0
