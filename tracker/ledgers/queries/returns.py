"""What rounds of 填报表 read: rounds, rows that can be asked for, changes that wait."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.ledgers.models import ReturnChange, ReturnedFile, ReturnForm, ReturnRound
from tracker.ledgers.rules.returns import ChangeState

_SHOWN = 40


def recent_rounds(session: Session, unit_ids: Sequence[int]) -> Sequence[ReturnRound]:
    """Answer the newest rounds of some ledgers."""
    return session.scalars(
        select(ReturnRound)
        .where(ReturnRound.unit_id.in_(unit_ids))
        .order_by(ReturnRound.made_at.desc(), ReturnRound.id.desc())
        .limit(_SHOWN)
    ).all()


def returned_counts(session: Session, round_ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Answer for each round how many forms went out and how many came back."""
    rows = session.execute(
        select(ReturnForm.round_id, func.count(ReturnForm.id), func.count(ReturnForm.returned_on))
        .where(ReturnForm.round_id.in_(round_ids))
        .group_by(ReturnForm.round_id)
    )
    return {round_id: (sent, back) for round_id, sent, back in rows}


def changes_of(session: Session, round_id: int) -> Sequence[ReturnChange]:
    """Answer all changes of a round with their forms, by form and number."""
    return session.scalars(
        select(ReturnChange)
        .join(ReturnChange.form)
        .where(ReturnForm.round_id == round_id)
        .options(joinedload(ReturnChange.form))
        .order_by(ReturnForm.position, ReturnChange.number, ReturnChange.id)
    ).all()


def files_of(session: Session, round_id: int) -> Sequence[ReturnedFile]:
    """Answer the files that came back in a round, the newest first."""
    return session.scalars(
        select(ReturnedFile)
        .where(ReturnedFile.round_id == round_id)
        .order_by(ReturnedFile.received_at.desc(), ReturnedFile.id.desc())
    ).all()


def waiting_counts(session: Session, round_ids: Sequence[int]) -> Mapping[int, int]:
    """Answer for each round how many changes wait for a decision."""
    rows = session.execute(
        select(ReturnForm.round_id)
        .join(ReturnChange, ReturnChange.form_id == ReturnForm.id)
        .where(ReturnForm.round_id.in_(round_ids), ReturnChange.state == ChangeState.WAITING)
    )
    return Counter(row[0] for row in rows)
