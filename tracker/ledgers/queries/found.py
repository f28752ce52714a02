"""Which tasks a list shows, by their ids alone."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.tasks.models import Task
from tracker.tasks.queries import LedgerFilter, LedgerSort
from tracker.tasks.queries.ledger import looked_up, narrowed


def found_ids(
    session: Session,
    viewer: Viewer,
    wanted: LedgerFilter,
    *,
    today: date,
    sort: LedgerSort = LedgerSort.NUMBER,
) -> Sequence[int]:
    """Answer the ids of what a filter finds among the tasks that a viewer may see, in the list's order."""
    found = narrowed(
        viewer, looked_up(session, viewer, wanted, today=today), today=today, sort=sort
    )
    rows = found.with_only_columns(Task.id)
    return session.scalars(rows).all()
