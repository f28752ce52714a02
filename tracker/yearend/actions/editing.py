"""Working on one paragraph of a draft: reword, draft a sentence or all of it anew, leave out, take in, undo."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import ConflictError, InvalidError, NotFoundError
from tracker.yearend.actions.holding import Hand, Held, hold, hold_draft, note, state_of
from tracker.yearend.models import PassageChange, ReportDraft
from tracker.yearend.queries import Desk
from tracker.yearend.rules.editing.changes import Change
from tracker.yearend.rules.editing.edits import basis_of
from tracker.yearend.rules.editing.overlay import Laid
from tracker.yearend.rules.editing.sentences import put_back

LONGEST, LONGEST_LEAD = 4000, 60
_EMPTY = "正文不能为空；不想写这一段，请用“不写入报告”。"


def reword(  # noqa: PLR0913  a paragraph, its words, the version they were written over
    session: Session,
    viewer: Viewer,
    desk: Desk,
    key: str,
    text: str,
    *,
    expected: int | None,
    at: datetime,
    lead: str | None = None,
) -> None:
    """Let a person's words stand for a paragraph; ``lead`` None keeps the title that it has.

    ``expected`` is the version with which the paragraph was shown, 0 when nobody had touched it, None to write
    over whatever stands there.

    Raises:
        InvalidError: the text is empty or too long.
        NotFoundError: the draft has no such paragraph.
        StaleError: somebody else changed the paragraph since it was shown.
    """
    check_words(text, lead)
    laid = laid_at(desk, key)
    held = hold(session, desk, Hand(viewer, at), key, expected=expected)
    held.edit.text = text
    if lead is not None:
        held.edit.lead = lead
    held.edit.basis = basis_of(laid.drafted)
    note(session, held, Hand(viewer, at), Change.REWORD)


def with_sentence(desk: Desk, key: str, number: int, text: str) -> str:
    """Answer the words of a paragraph with one sentence put back as it is drafted now; the others stay a person's.

    Raises:
        NotFoundError: nothing is drafted for the paragraph, or it has no such sentence.
    """
    drafted = laid_at(desk, key).drafted
    if drafted is None or not 0 <= number < len(drafted.sentences):
        raise NotFoundError
    return put_back(text, drafted.sentences[number].text)


def redraft(
    session: Session, viewer: Viewer, desk: Desk, key: str, *, expected: int, at: datetime
) -> None:
    """Let the drafted words stand again; where a person wrote the paragraph, or its matter is gone, it goes.

    Raises:
        StaleError: somebody else changed the paragraph since it was shown.
    """
    held = hold(session, desk, Hand(viewer, at), key, expected=expected)
    held.edit.text = held.edit.lead = None
    held.edit.basis = ""
    note(session, held, Hand(viewer, at), Change.REDRAFT)


def include(
    session: Session, viewer: Viewer, desk: Desk, key: str, *, wanted: bool, at: datetime
) -> None:
    """Take a paragraph into the report, or leave it out; it keeps its words either way.

    Raises:
        NotFoundError: the draft has no such paragraph.
    """
    laid_at(desk, key)
    held = hold(session, desk, Hand(viewer, at), key)
    held.edit.left_out = not wanted
    note(session, held, Hand(viewer, at), Change.TAKE_IN if wanted else Change.LEAVE_OUT)


def undo(session: Session, viewer: Viewer, desk: Desk, *, at: datetime) -> PassageChange:
    """Take back the last thing that a person did to this draft; answer what it was.

    Raises:
        ConflictError: there is nothing to take back, or the paragraph was changed again by somebody else.
    """
    hand = Hand(viewer, at)
    draft = hold_draft(session, desk, hand)
    last = session.scalars(
        select(PassageChange)
        .where(
            PassageChange.draft_id == draft.id,
            PassageChange.made_by_id == viewer.person_id,
            PassageChange.undone_at.is_(None),
        )
        .order_by(PassageChange.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        raise ConflictError("没有可以撤销的改动。")
    if last.change is Change.MOVE:
        _move_back(draft, last, hand)
        return last
    held = hold(session, desk, hand, last.key)
    if state_of(held.edit) != last.after:
        raise ConflictError(
            f"这一段后来又由{held.edit.changed_by_name}改过，不能撤销，请直接修改。"
        )
    _give_back(held, last, hand)
    return last


def _move_back(draft: ReportDraft, last: PassageChange, hand: Hand) -> None:
    if draft.places != last.after["places"]:
        raise ConflictError("后来又有人移动过段落，不能撤销，请直接移动。")
    draft.places = last.before["places"]
    draft.changed_by_name, draft.changed_at = hand.viewer.name, hand.at
    last.undone_at = hand.at


def _give_back(held: Held, last: PassageChange, hand: Hand) -> None:
    for name, value in last.before.items():
        setattr(held.edit, name, value)
    held.edit.changed_by_name, held.edit.changed_at = hand.viewer.name, hand.at
    last.undone_at = hand.at


def check_words(text: str, lead: str | None) -> None:
    """Refuse a paragraph that is empty or too long.

    Raises:
        InvalidError: it is.
    """
    if not text.strip():
        raise InvalidError(_EMPTY, "text")
    if len(text) > LONGEST:
        raise InvalidError(f"一段不超过{LONGEST}字，现有{len(text)}字。", "text")
    if len(lead or "") > LONGEST_LEAD:
        raise InvalidError(f"小标题不超过{LONGEST_LEAD}字。", "lead")


def laid_at(desk: Desk, key: str) -> Laid:
    """Answer a paragraph of the draft by its key.

    Raises:
        NotFoundError: there is none.
    """
    laid = desk.report.edited.laid.get(key)
    if laid is None:
        raise NotFoundError
    return laid
