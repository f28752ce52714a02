"""Reading about batches: what a viewer may see, and one batch whole."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, Viewer, units_with
from tracker.core.paging import Page, cut
from tracker.reports.models import Batch, ColumnName, Finding, FindingState
from tracker.reports.rules.labels import Field


def seen_by(viewer: Viewer) -> Select[Batch]:
    """Answer the batches of the units whose live ledger a viewer may read."""
    return select(Batch).where(Batch.unit_id.in_(viewer.sees))


def batches(session: Session, viewer: Viewer, *, page: int = 1) -> Page[Batch]:
    """Answer one page of the batches, newest first, each with its unit."""
    rows = seen_by(viewer).options(joinedload(Batch.unit), joinedload(Batch.created_by))
    return cut(session, rows.order_by(Batch.year.desc(), Batch.id.desc()), page)


def whole(select_batch: Select[Batch]) -> Select[Batch]:
    """Load a batch with its findings and unit."""
    return select_batch.options(
        selectinload(Batch.findings), joinedload(Batch.unit), joinedload(Batch.created_by)
    )


def batch_with_file(session: Session, unit_id: int, file_hash: str) -> Batch | None:
    """Answer the batch of a unit that came from exactly this file, whole."""
    wanted = select(Batch).where(Batch.unit_id == unit_id, Batch.file_hash == file_hash)
    return session.scalars(whole(wanted).order_by(Batch.id).limit(1)).first()


def counts_by_batch(session: Session, batch_ids: Sequence[int]) -> dict[int, int]:
    """Answer how many findings of each batch were not dropped."""
    rows = session.execute(
        select(Finding.batch_id, func.count(Finding.id))
        .where(Finding.batch_id.in_(batch_ids), Finding.state != FindingState.DROPPED)
        .group_by(Finding.batch_id)
    )
    return {batch_id: count for batch_id, count in rows}  # noqa: C416  rows are not pairs to mypy


def units_to_import_into(session: Session, viewer: Viewer) -> Sequence[Unit]:
    """Answer the units that keep a ledger and into which the viewer may import, in organisational order."""
    return session.scalars(
        select(Unit)
        .where(Unit.id.in_(units_with(viewer, Permission.REPORT_IMPORT)), Unit.keeps_ledger)
        .order_by(Unit.path, Unit.id)
    ).all()


def earlier_findings(session: Session, batch: Batch) -> Sequence[Finding]:
    """Answer the confirmed findings of a unit's earlier years, with their batches, newest year first."""
    return session.scalars(
        select(Finding)
        .join(Finding.batch)
        .where(
            Batch.unit_id == batch.unit_id,
            Batch.year < batch.year,
            Finding.state == FindingState.CONFIRMED,
        )
        .options(joinedload(Finding.batch))
        .order_by(Batch.year.desc(), Finding.position)
    ).all()


def column_names(session: Session, unit_id: int) -> dict[str, Field]:
    """Answer what a unit's people have said about columns: fields by the name of the header."""
    rows = session.scalars(select(ColumnName).where(ColumnName.unit_id == unit_id))
    return {row.header: row.field for row in rows}
