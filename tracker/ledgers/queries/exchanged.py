"""The files that a ledger exchanged with others: imported, filled, returned, sent."""

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session

from tracker.ledgers.models import (
    LedgerImport,
    ReturnedFile,
    ReturnRound,
    Submission,
    TheirFilling,
)


def exchanged_files(session: Session, unit_id: int) -> frozenset[str]:
    """Answer the hash of each file that is kept for a ledger besides its evidence (one statement)."""
    returned = (
        select(ReturnedFile.file_hash)
        .join(ReturnRound, ReturnRound.id == ReturnedFile.round_id)
        .where(ReturnRound.unit_id == unit_id)
    )
    kept: CompoundSelect[str | None] = union(
        returned,
        select(LedgerImport.file_hash).where(LedgerImport.unit_id == unit_id),
        select(TheirFilling.file_hash).where(TheirFilling.unit_id == unit_id),
        select(TheirFilling.filled_hash).where(TheirFilling.unit_id == unit_id),
        select(Submission.file_hash).where(Submission.unit_id == unit_id),
    )
    return frozenset(one for one in session.scalars(kept) if one)
