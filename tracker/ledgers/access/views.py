"""Fetching a saved view with the right to change it."""

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ForbiddenError, NotFoundError
from tracker.ledgers.models import LedgerView


def view_to_change(session: Session, viewer: Viewer, view_id: int) -> LedgerView:
    """Answer a view to its owner, and a shared one to a clerk of its unit.

    Raises:
        NotFoundError: there is none, or it was never offered to the viewer.
        ForbiddenError: it is shared, and the viewer is neither owner nor clerk.
    """
    row = session.get(LedgerView, view_id)
    if row is None or not row.name:
        raise NotFoundError
    if row.person_id == viewer.person_id:
        return row
    if not row.shared or row.unit_id not in viewer.sees:
        raise NotFoundError
    if not may(viewer, Permission.REPORT_IMPORT, row.unit_id):
        raise ForbiddenError(
            "共享的视图由共享的人或者本单位的台账管理员修改、删除。", [row.made_by_name]
        )
    return row
