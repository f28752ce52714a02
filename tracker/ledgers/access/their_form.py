"""Fetching a superior's workbook that is being filled, with the right to it."""

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import NotFoundError
from tracker.ledgers.models import TheirFilling
from tracker.reports.access import unit_to_import_into


def filling_for(session: Session, viewer: Viewer, filling_id: int) -> TheirFilling:
    """Answer a workbook that is being filled from a ledger that the viewer keeps.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to it.
        ForbiddenError: the viewer is not the ledger's clerk.
    """
    filling = session.get(TheirFilling, filling_id)
    if filling is None:
        raise NotFoundError
    unit_to_import_into(session, viewer, filling.unit_id)
    return filling
