"""Reading one's inbox: an item, or all of it, is marked as read."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import NotFoundError
from tracker.reminders.models import InboxItem


def read_item(session: Session, viewer: Viewer, item_id: int, *, at: datetime) -> None:
    """Mark an item of the viewer's own inbox as read; the first reading counts.

    Raises:
        NotFoundError: there is no such item in this inbox.
    """
    item = session.get(InboxItem, item_id)
    if item is None or item.person_id != viewer.person_id:
        raise NotFoundError
    item.read_at = item.read_at or at


def read_all(session: Session, viewer: Viewer, *, at: datetime) -> int:
    """Mark everything in the viewer's inbox as read; answer how many items were new."""
    found = session.execute(
        update(InboxItem)
        .where(InboxItem.person_id == viewer.person_id, InboxItem.read_at.is_(None))
        .values(read_at=at)
        .returning(InboxItem.id)
        .execution_options(synchronize_session=False)
    )
    return len(found.all())
