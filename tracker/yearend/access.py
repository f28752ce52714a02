"""Fetching the unit whose year is asked for, together with the right to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ForbiddenError, NotFoundError


@dataclass(frozen=True, slots=True)
class SeenLedgers:
    """The units whose ledgers a viewer may read, and the one that was asked for."""

    units: Sequence[Unit]
    chosen: Unit


def ledgers_for(session: Session, viewer: Viewer, code: str | None) -> SeenLedgers | None:
    """Answer the ledgers that a viewer sees, with the one of a unit, or the first; None without any.

    Raises:
        NotFoundError: the viewer does not see the ledger that was asked for.
    """
    units = session.scalars(
        select(Unit)
        .where(Unit.keeps_ledger, Unit.id.in_(viewer.sees))
        .order_by(Unit.path, Unit.position, Unit.id)
    ).all()
    if not units and code is None:
        return None
    chosen = next((one for one in units if code is None or one.code == code), None)
    if chosen is None:
        raise NotFoundError
    return SeenLedgers(units, chosen)


def unit_to_draft_for(session: Session, viewer: Viewer, code: str | None) -> Unit:
    """Answer the unit whose report the viewer may draft and take out.

    Raises:
        NotFoundError: the viewer does not see that ledger.
        ForbiddenError: the viewer sees it, but is not its clerk.
    """
    seen = ledgers_for(session, viewer, code)
    if seen is None:
        raise NotFoundError
    if not may(viewer, Permission.YEAREND_DRAFT, seen.chosen.id):
        raise ForbiddenError("只有台账管理员可以起草和导出年终材料。")
    return seen.chosen
