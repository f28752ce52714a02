"""How many steps of a year were typed for somebody else (补录)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.tasks.models import StepDay, Task, Trace
from tracker.tasks.rules.deeds import Means


@dataclass(frozen=True, slots=True)
class Entries:
    """The steps of a ledger's year: all, and those recorded for another person or a meeting."""

    total: int
    recorded: int


def entries_of(session: Session, unit_id: int, year: int, as_of: date) -> Entries:
    """Count the steps done on a ledger's tasks in a year up to a day (one statement)."""
    recorded = func.count().filter(Trace.means != Means.SELF)
    day = func.coalesce(StepDay.done_on, Trace.done_on)
    total, told = session.execute(
        select(func.count(), recorded)
        .select_from(Trace)
        .join(Task, Task.id == Trace.task_id)
        .outerjoin(StepDay, StepDay.trace_id == Trace.id)
        .where(Task.unit_id == unit_id, day.between(date(year, 1, 1), as_of))
    ).one()
    return Entries(total, told)
