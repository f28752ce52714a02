"""Putting a paragraph elsewhere, adding one of one's own, keeping words whose matter is no longer drafted."""

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import InvalidError, NotFoundError
from tracker.yearend.actions.editing import check_words, laid_at, redraft
from tracker.yearend.actions.holding import Hand, hold, hold_draft, note, note_move
from tracker.yearend.queries import Desk
from tracker.yearend.rules.editing.changes import Change
from tracker.yearend.rules.editing.edits import OWN
from tracker.yearend.rules.editing.moving import moved


def place_under(
    session: Session, viewer: Viewer, desk: Desk, key: str, heading: str, *, at: datetime
) -> None:
    """Put a paragraph of work, or one's own, below another heading; an empty one leaves the choice to the program.

    Raises:
        NotFoundError: the draft has no such paragraph.
        InvalidError: it cannot stand elsewhere, or there is no such heading.
    """
    laid_at(desk, key)
    own = key.startswith(OWN)
    if not own and not key.startswith("work:"):
        raise InvalidError("这一段由所在部分决定位置，只能在本部分内上下移动。", "heading")
    homes = homes_of(desk) if own else (*desk.report.draft.headings, "")
    if heading not in homes:
        raise InvalidError("草稿里没有这个标题，请刷新后再选。", "heading")
    held = hold(session, desk, Hand(viewer, at), key)
    held.edit.heading = heading or None
    note(session, held, Hand(viewer, at), Change.PLACE)


def move(
    session: Session, viewer: Viewer, desk: Desk, key: str, before: str, *, at: datetime
) -> None:
    """Put a paragraph before another one of its heading; an empty ``before`` puts it last.

    Raises:
        NotFoundError: one of the two does not stand there any more.
    """
    part = next(
        (
            part.passages
            for section in desk.report.edited.whole
            for part in section.parts
            if any(one.key == key for one in part.passages)
        ),
        (),
    )
    keys = [one.key for one in part]
    if key not in keys or (before and before not in keys):
        raise NotFoundError
    hand = Hand(viewer, at)
    row = hold_draft(session, desk, hand)
    was, row.places = row.places, moved(row.places, keys, key, before)
    row.changed_by_name, row.changed_at = viewer.name, at
    note_move(session, row, key, was, hand)


def add(
    session: Session, viewer: Viewer, desk: Desk, heading: str, text: str, *, at: datetime
) -> str:
    """Add a paragraph of one's own below a heading; answer its key.

    Raises:
        InvalidError: the text is empty or too long, or there is no such heading.
    """
    check_words(text, None)
    if heading not in homes_of(desk):
        raise InvalidError("草稿里没有这个标题，请刷新后再选。", "heading")
    hand = Hand(viewer, at)
    hold_draft(session, desk, hand)
    numbers = [int(key.removeprefix(OWN)) for key in desk.rows if key.startswith(OWN)]
    key = f"{OWN}{max(numbers, default=0) + 1}"
    held = hold(session, desk, hand, key, expected=0)
    held.edit.text, held.edit.heading = text, heading
    note(session, held, hand, Change.ADD)
    return key


def adopt(
    session: Session, viewer: Viewer, desk: Desk, key: str, heading: str, *, at: datetime
) -> str:
    """Keep words whose matter is no longer drafted as a paragraph of one's own; answer its new key.

    Raises:
        NotFoundError: there are no such words.
        InvalidError: there is no such heading.
    """
    stray = desk.report.edited.strays.get(key)
    if stray is None or stray.text is None:
        raise NotFoundError
    made = add(session, viewer, desk, heading, f"{stray.lead or ''}{stray.text}", at=at)
    redraft(session, viewer, desk, key, expected=stray.version, at=at)
    return made


def homes_of(desk: Desk) -> tuple[str, ...]:
    """Answer the headings below which a paragraph of one's own can stand."""
    return tuple(
        part.heading or section.heading
        for section in desk.report.edited.whole
        for part in section.parts
    )
