"""Fetching the unit whose year is asked for, and the Word files around it, together with the right to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ForbiddenError, NotFoundError, StaleError
from tracker.yearend.models import WordTemplate, YearFile, YearPaper

Kept = TypeVar("Kept", YearPaper, WordTemplate, YearFile)
_ONLY_CLERKS = "只有台账管理员可以起草和导出年终材料。"


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
        raise ForbiddenError(_ONLY_CLERKS)
    return seen.chosen


def paper_for(
    session: Session, viewer: Viewer, paper_id: int, *, version: int | None = None
) -> YearPaper:
    """Answer a Word file around a year, its unit loaded; ``version`` is the one that a form was shown with.

    Raises:
        NotFoundError: there is none, or the viewer does not see that ledger.
        ForbiddenError: the viewer sees it, but is not its clerk.
        StaleError: somebody else settled or filed it since the form was shown.
    """
    found = _kept(session, viewer, YearPaper, paper_id)
    if version is not None and version != found.version:
        raise StaleError(found.settled_by_name)
    return found


def template_for(session: Session, viewer: Viewer, template_id: int) -> WordTemplate:
    """Answer a unit's own template.

    Raises:
        NotFoundError, ForbiddenError: as ``paper_for``.
    """
    return _kept(session, viewer, WordTemplate, template_id)


def file_for(session: Session, viewer: Viewer, file_id: int) -> YearFile:
    """Answer a file that is being made, or was.

    Raises:
        NotFoundError, ForbiddenError: as ``paper_for``.
    """
    return _kept(session, viewer, YearFile, file_id)


def _kept(session: Session, viewer: Viewer, kind: type[Kept], row_id: int) -> Kept:
    found = session.get(kind, row_id, options=[joinedload(kind.unit)])
    if found is None or found.unit_id not in viewer.sees:
        raise NotFoundError
    if not may(viewer, Permission.YEAREND_DRAFT, found.unit_id):
        raise ForbiddenError(_ONLY_CLERKS)
    return found
