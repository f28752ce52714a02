"""Fetching a batch or a finding with the right to it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person, Unit
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ConflictError, ForbiddenError, NotFoundError, StaleError
from tracker.reports.models import Batch, Finding
from tracker.reports.queries import seen_by, whole


def batch_for(
    session: Session,
    viewer: Viewer,
    batch_id: int,
    permission: Permission = Permission.LEDGER_READ,
) -> Batch:
    """Answer a batch with its findings and unit.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to its unit.
        ForbiddenError: the viewer may see it, but lacks the right that is asked for.
    """
    batch = session.scalars(whole(seen_by(viewer).where(Batch.id == batch_id))).one_or_none()
    if batch is None:
        raise NotFoundError
    if not may(viewer, permission, batch.unit_id):
        raise ForbiddenError("只有台账管理员可以核对和导入报告。")
    return batch


def batch_to_check(
    session: Session, viewer: Viewer, batch_id: int, *, version: int | None = None
) -> Batch:
    """Answer a batch locked for a correction; ``version`` is the one that the form was shown with.

    Raises:
        NotFoundError, ForbiddenError: as ``batch_for``.
        ConflictError: the batch has been confirmed.
        StaleError: somebody else corrected it since the form was shown.
    """
    # The lock comes first: what is checked below must still hold when the correction is written.
    session.execute(select(Batch.id).where(Batch.id == batch_id).with_for_update())
    batch = batch_being_checked(session, viewer, batch_id)
    if version is not None and version != batch.version:
        faster = session.get(Person, batch.corrected_by_id) if batch.corrected_by_id else None
        raise StaleError(faster.name if faster else None)
    return batch


def batch_being_checked(session: Session, viewer: Viewer, batch_id: int) -> Batch:
    """Answer a batch that the viewer may correct, unlocked, to show a form about it.

    Raises:
        NotFoundError, ForbiddenError: as ``batch_for``.
        ConflictError: the batch has been confirmed.
    """
    batch = batch_for(session, viewer, batch_id, Permission.REPORT_IMPORT)
    if batch.confirmed_at is not None:
        raise ConflictError("这份报告已经列入台账，不能再改待核对问题。")
    return batch


def finding_in(batch: Batch, finding_id: int) -> Finding:
    """Answer a finding of a batch that was fetched with the right to it.

    Raises:
        NotFoundError: the batch has no such finding.
    """
    for finding in batch.findings:
        if finding.id == finding_id:
            return finding
    raise NotFoundError


def unit_to_import_into(session: Session, viewer: Viewer, unit_id: int) -> Unit:
    """Answer a unit that keeps a ledger into which the viewer may import.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to it.
        ForbiddenError: the viewer is not its clerk.
    """
    unit = session.get(Unit, unit_id)
    if unit is None or not unit.keeps_ledger or unit.id not in viewer.sees:
        raise NotFoundError
    if not may(viewer, Permission.REPORT_IMPORT, unit.id):
        raise ForbiddenError("只有台账管理员可以导入报告。")
    return unit
