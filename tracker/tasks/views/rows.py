"""Tasks as rows of a list, each with its newest progress."""

from collections.abc import Sequence
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from tracker.tasks import queries
from tracker.tasks.models import Task
from tracker.tasks.pages import LedgerRow, ledger_row


def rows_of(session: Session, tasks: Sequence[Task], today: date) -> tuple[LedgerRow, ...]:
    """Lay out tasks as rows, each with its newest progress (one statement)."""
    newest = queries.latest_progress(session, tasks) if tasks else {}
    return tuple(
        ledger_row(one, url_for("tasks.show", task_id=one.id), newest.get(one.id), today)
        for one in tasks
    )
