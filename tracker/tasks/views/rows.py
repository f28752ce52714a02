"""Tasks as rows of a list, each with its newest progress."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.tasks import queries
from tracker.tasks.pages import LedgerRow, ledger_row
from tracker.tasks.queries.listed import ListedTask
from tracker.web.addresses import addresses_of


def rows_of(session: Session, tasks: Sequence[ListedTask], today: date) -> tuple[LedgerRow, ...]:
    """Lay out tasks as rows, each with its newest progress (one statement)."""
    newest = queries.latest_progress(session, tasks) if tasks else {}
    address = addresses_of("tasks.show", "task_id")
    return tuple(ledger_row(one, address(one.id), newest.get(one.id), today) for one in tasks)
