"""Fetching a round of 填报表 with the right to it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.accounts.permissions import Viewer
from tracker.core.errors import NotFoundError
from tracker.ledgers.models import ReturnForm, ReturnRound
from tracker.reports.access import unit_to_import_into


def round_for(session: Session, viewer: Viewer, round_id: int) -> ReturnRound:
    """Answer a round of a ledger that the viewer keeps, with its forms and their rows.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to it.
        ForbiddenError: the viewer is not the ledger's clerk.
    """
    options = [selectinload(ReturnRound.forms).selectinload(ReturnForm.rows)]
    found = session.get(ReturnRound, round_id, options=options)
    if found is None:
        raise NotFoundError
    unit_to_import_into(session, viewer, found.unit_id)
    return found


def round_at_work(session: Session, viewer: Viewer, round_id: int) -> ReturnRound:
    """Answer a round locked for a deed: what came back is taken in, and recorded, once.

    Raises:
        NotFoundError, ForbiddenError: as ``round_for``.
    """
    session.execute(select(ReturnRound.id).where(ReturnRound.id == round_id).with_for_update())
    return round_for(session, viewer, round_id)
