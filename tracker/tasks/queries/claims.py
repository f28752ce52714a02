"""The matters of a unit's earlier reports that the ledger has not closed."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import OPEN

_MOST = 200


def open_before(session: Session, unit_id: int, year: int) -> Sequence[Task]:
    """Answer the open tasks of a unit's reports on earlier years, with their problems, oldest first.

    The caller has the right to the unit's batch of that year, and with it to the unit's ledger.
    """
    return session.scalars(
        select(Task)
        .where(Task.unit_id == unit_id, Task.year < year, Task.state.in_(OPEN))
        .options(joinedload(Task.problem))
        .order_by(Task.year, Task.number)
        .limit(_MOST)
    ).all()
