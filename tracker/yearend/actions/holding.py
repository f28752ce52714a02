"""Taking a draft in hand: its rows are locked and read anew, so that two people never write over each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import StaleError
from tracker.yearend.models import PassageChange, PassageEdit, ReportDraft
from tracker.yearend.queries import Desk
from tracker.yearend.rules.editing.changes import Change

_ONE_CHANGE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something to a draft, and when."""

    viewer: Viewer
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """One paragraph in hand: the row of the draft, the row of the paragraph (new when nobody touched it)."""

    draft: ReportDraft
    edit: PassageEdit
    before: dict[str, Any]


def hold_draft(session: Session, desk: Desk, hand: Hand) -> ReportDraft:
    """Answer the row of a draft, locked and as it is kept now; it is made when nobody touched the draft before.

    Raises:
        StaleError: somebody else made it this moment.
    """
    facts = desk.report.facts
    found = select(ReportDraft).where(
        ReportDraft.unit_id == desk.unit.id, ReportDraft.year == facts.year
    )
    row = session.scalars(
        found.with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        row = ReportDraft(
            unit_id=desk.unit.id,
            year=facts.year,
            length=desk.length,
            outline="",
            places=[],
            changed_by_name=hand.viewer.name,
            changed_at=hand.at,
        )
        session.add(row)
        try:
            session.flush()
        except IntegrityError as error:
            raise StaleError from error
    return row


def hold(
    session: Session, desk: Desk, hand: Hand, key: str, *, expected: int | None = None
) -> Held:
    """Answer a paragraph in hand; ``expected`` is the version with which it was shown (0: nobody had touched it).

    Raises:
        StaleError: somebody else changed the paragraph since then.
    """
    draft = hold_draft(session, desk, hand)
    row = session.scalars(
        select(PassageEdit)
        .where(PassageEdit.draft_id == draft.id, PassageEdit.key == key)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if expected is not None and expected != (row.version if row else 0):
        raise StaleError(row.changed_by_name if row else None)
    if row is None:
        row = PassageEdit(draft_id=draft.id, key=key, left_out=False, basis="")
        session.add(row)
    return Held(draft, row, state_of(row))


def state_of(row: PassageEdit) -> dict[str, Any]:
    """Answer what a row says, as the trail keeps it."""
    return {
        "lead": row.lead,
        "text": row.text,
        "left_out": row.left_out,
        "heading": row.heading,
        "basis": row.basis,
    }


def note(session: Session, held: Held, hand: Hand, change: Change) -> None:
    """Sign a paragraph and write the line of the trail; nothing is written where nothing changed."""
    after = state_of(held.edit)
    if after == held.before:
        if held.edit in session.new:
            session.expunge(held.edit)
        return
    held.edit.changed_by_name, held.edit.changed_at = hand.viewer.name, hand.at
    if change is Change.REWORD and (before := _just_now(session, held, hand)):
        before.after, before.made_at = after, hand.at
        session.flush()
        return
    _write(session, held.draft, held.edit.key, change, (held.before, after), hand)


def note_move(
    session: Session, draft: ReportDraft, key: str, was: Sequence[str], hand: Hand
) -> None:
    """Write the line of the trail for a paragraph that was moved; the order belongs to the draft, not to the paragraph."""
    if draft.places == was:
        return
    places = {"places": list(was)}, {"places": list(draft.places)}
    _write(session, draft, key, Change.MOVE, places, hand)


def _write(
    session: Session,
    draft: ReportDraft,
    key: str,
    change: Change,
    states: tuple[dict[str, Any], dict[str, Any]],
    hand: Hand,
) -> None:
    session.add(
        PassageChange(
            draft_id=draft.id,
            key=key,
            change=change,
            before=states[0],
            after=states[1],
            made_by_id=hand.viewer.person_id,
            made_by_name=hand.viewer.name,
            made_at=hand.at,
        )
    )
    session.flush()


def _just_now(session: Session, held: Held, hand: Hand) -> PassageChange | None:
    """Answer the line that this one goes on with: typing that is saved by itself is one change, not twenty."""
    last = session.scalars(
        select(PassageChange)
        .where(PassageChange.draft_id == held.draft.id, PassageChange.key == held.edit.key)
        .order_by(PassageChange.id.desc())
        .limit(1)
    ).one_or_none()
    goes_on = (
        last is not None
        and last.change is Change.REWORD
        and last.made_by_id == hand.viewer.person_id
        and last.undone_at is None
        and last.after == held.before
        and hand.at - last.made_at < _ONE_CHANGE
    )
    return last if goes_on else None
