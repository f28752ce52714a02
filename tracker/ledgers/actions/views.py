"""Keeping views of the ledger: columns for oneself, views under a name, and letting them go."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ForbiddenError
from tracker.ledgers.access.views import view_to_change
from tracker.ledgers.models import LedgerView
from tracker.ledgers.queries.views import names_of, own_columns
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.views import check_keys, check_name, kept_words


def choose_columns(
    session: Session, viewer: Viewer, keys: tuple[Key, ...], view_id: int | None, *, at: datetime
) -> None:
    """Let a saved view, or the whole ledger for this person, show other columns.

    Raises:
        InvalidError: no column tells which row is which.
        NotFoundError, ForbiddenError: as ``view_to_change``.
    """
    check_keys(keys)
    row = view_to_change(session, viewer, view_id) if view_id else own_columns(session, viewer)
    if row is None:
        row = _new(viewer, "", at)
        session.add(row)
    row.columns = [one.value for one in keys]
    row.saved_at = at


def forget_columns(session: Session, viewer: Viewer) -> None:
    """Give the whole ledger the usual columns again."""
    row = own_columns(session, viewer)
    if row is not None:
        session.delete(row)


def save_view(
    session: Session,
    viewer: Viewer,
    name: str,
    look: tuple[Mapping[str, str], tuple[Key, ...]],
    *,
    shared: bool,
    at: datetime,
) -> LedgerView:
    """Keep filters, order and columns under a name; a clerk can share them within the unit.

    Raises:
        InvalidError: the name cannot be taken.
        ForbiddenError: somebody else than a clerk wants to share.
    """
    check_name(name, names_of(session, viewer))
    if shared and not may(viewer, Permission.REPORT_IMPORT, viewer.unit_id):
        raise ForbiddenError("只有台账管理员可以把视图共享给本单位。")
    asked, keys = look
    row = _new(viewer, name, at)
    row.shared, row.asked, row.columns = shared, kept_words(asked), [one.value for one in keys]
    session.add(row)
    session.flush()
    return row


def drop_view(session: Session, viewer: Viewer, view_id: int) -> str:
    """Let go of a view; answer its name.

    Raises:
        NotFoundError, ForbiddenError: as ``view_to_change``.
    """
    row = view_to_change(session, viewer, view_id)
    session.delete(row)
    return row.name


def _new(viewer: Viewer, name: str, at: datetime) -> LedgerView:
    return LedgerView(
        person_id=viewer.person_id,
        unit_id=viewer.unit_id,
        name=name,
        shared=False,
        made_by_name=viewer.name,
        columns=[],
        asked={},
        saved_at=at,
    )
