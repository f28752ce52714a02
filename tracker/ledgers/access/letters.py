"""Fetching one letter with the right to it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ForbiddenError, NotFoundError, StaleError
from tracker.ledgers.models import Letter
from tracker.ledgers.rules.letters import LetterState

_UNNUMBERED = (LetterState.DRAFT, LetterState.DROPPED)


def letter_for(session: Session, viewer: Viewer, letter_id: int) -> Letter:
    """Answer a letter that the viewer may read: an issued one of a ledger they see; drafts only who keeps it.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to it.
    """
    letter = session.scalars(_whole(letter_id)).unique().one_or_none()
    if letter is None:
        raise NotFoundError
    if keeps(viewer, letter):
        return letter
    if letter.state in _UNNUMBERED or letter.unit_id not in viewer.sees:
        raise NotFoundError
    return letter


def letter_at_work(
    session: Session, viewer: Viewer, letter_id: int, *, version: int | None
) -> Letter:
    """Answer a letter for a deed; ``version`` is the one that the form was shown with.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to it.
        ForbiddenError: the viewer reads the register but does not keep it.
        StaleError: somebody else changed the letter since the form was shown.
    """
    letter = letter_for(session, viewer, letter_id)
    if not keeps(viewer, letter):
        raise ForbiddenError("文书由台账管理员起草、编号和登记。", ["台账管理员"])
    if version is not None and version != letter.version:
        raise StaleError(letter.events[-1].actor_name if letter.events else None)
    return letter


def keeps(viewer: Viewer, letter: Letter) -> bool:
    """Answer whether a viewer keeps the register in which a letter stands."""
    return may(viewer, Permission.REPORT_IMPORT, letter.unit_id)


def _whole(letter_id: int) -> Select[Letter]:
    return (
        select(Letter)
        .where(Letter.id == letter_id)
        .options(joinedload(Letter.task), joinedload(Letter.unit), joinedload(Letter.events))
    )
