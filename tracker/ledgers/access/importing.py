"""Fetching what a person may bring into or take out of a ledger."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ForbiddenError, NotFoundError
from tracker.ledgers.models import LedgerImport


def import_for(session: Session, viewer: Viewer, import_id: int) -> LedgerImport:
    """Answer a person's own import, with its unit.

    Raises:
        NotFoundError: there is none, or it is somebody else's.
        ForbiddenError: the person no longer keeps the ledger of its unit.
    """
    found = session.scalars(
        select(LedgerImport)
        .where(LedgerImport.id == import_id, LedgerImport.person_id == viewer.person_id)
        .options(joinedload(LedgerImport.unit))
    ).one_or_none()
    if found is None:
        raise NotFoundError
    if not may(viewer, Permission.REPORT_IMPORT, found.unit_id):
        raise ForbiddenError("您已不再管理这个单位的台账。")
    return found


def import_at_work(session: Session, viewer: Viewer, import_id: int) -> LedgerImport:
    """Answer a person's own import, locked: of two clicks at once the second finds it written.

    Raises:
        NotFoundError, ForbiddenError: as ``import_for``.
    """
    session.execute(select(LedgerImport.id).where(LedgerImport.id == import_id).with_for_update())
    return import_for(session, viewer, import_id)
