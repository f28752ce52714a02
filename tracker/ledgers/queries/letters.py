"""Reading about letters: the tray, the register, what numbering word was used last."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Permission, Viewer, units_with
from tracker.ledgers.models import Letter
from tracker.ledgers.rules.letters import LetterState

MOST = 1000
_NUMBERED = (LetterState.ISSUED, LetterState.ANSWERED, LetterState.VOID)


def tray(session: Session, viewer: Viewer) -> Sequence[Letter]:
    """Answer the drafts of the ledgers that a viewer keeps, the oldest first."""
    return session.scalars(
        select(Letter)
        .where(
            Letter.unit_id.in_(units_with(viewer, Permission.REPORT_IMPORT)),
            Letter.state == LetterState.DRAFT,
        )
        .options(joinedload(Letter.task), joinedload(Letter.unit))
        .order_by(Letter.id)
        .limit(MOST)
    ).all()


def register(session: Session, viewer: Viewer, year: int) -> Sequence[Letter]:
    """Answer every letter of a year that ever had a number, void ones too, by number."""
    return session.scalars(
        select(Letter)
        .where(Letter.unit_id.in_(viewer.sees), Letter.state.in_(_NUMBERED), Letter.year == year)
        .options(joinedload(Letter.task), joinedload(Letter.unit))
        .order_by(Letter.unit_id, Letter.word, Letter.number)
        .limit(MOST)
    ).all()


def register_years(session: Session, viewer: Viewer) -> tuple[int, ...]:
    """Answer the years in which letters were numbered, the newest first."""
    years = select(Letter.year).where(Letter.unit_id.in_(viewer.sees), Letter.year.is_not(None))
    found = session.scalars(years.distinct().order_by(Letter.year.desc())).all()
    return tuple(year for year in found if year is not None)


def last_word(session: Session, letter: Letter) -> str | None:
    """Answer the numbering word that the unit used last, of this kind of letter first; None before the first."""
    used = (
        select(Letter.word)
        .where(Letter.unit_id == letter.unit_id, Letter.word.is_not(None))
        .order_by((Letter.kind == letter.kind).desc(), Letter.issued_on.desc(), Letter.id.desc())
    )
    return session.scalars(used.limit(1)).first()


def next_number(session: Session, unit_id: int, word: str, year: int) -> int:
    """Answer the number behind the highest that a unit has given under a word in a year."""
    highest = session.scalar(
        select(func.max(Letter.number)).where(
            Letter.unit_id == unit_id, Letter.word == word, Letter.year == year
        )
    )
    return (highest or 0) + 1
