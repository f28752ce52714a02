"""Deciding about a whole draft: its layout, and keeping a version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import InvalidError, StaleError
from tracker.yearend.actions.holding import Hand, hold_draft
from tracker.yearend.models import DraftVersion, ReportDraft
from tracker.yearend.queries import Desk
from tracker.yearend.rules.editing.versions import lines_of
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.outline import read_outline

_LONGEST_NOTE = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is laid out.

    ``outline`` is this year's 提纲 (empty: last year's headings), ``groups`` are the open problems told in one by
    their ids (None: the program decides).
    """

    outline: str
    length: Length
    groups: Sequence[Sequence[int]] | None = None


def lay_out(
    session: Session, viewer: Viewer, desk: Desk, layout: Layout, *, expected: int, at: datetime
) -> None:
    """Decide how a report is laid out; what people wrote stays, whatever the layout.

    Raises:
        InvalidError: the text is no outline, or a group names a problem that is not of this year, or one twice.
        StaleError: somebody else decided since the form was shown.
    """
    read_outline(layout.outline)
    told = [list(one) for one in layout.groups or () if len(one) > 1]
    ids = [one for group in told for one in group]
    known = {one.id for one in desk.report.facts.problems}
    if len(ids) != len(set(ids)) or not known.issuperset(ids):
        raise InvalidError("有的问题已不在本年度，或选了两次，请刷新后再选。", "outline")
    row = _held(session, viewer, desk, expected, at)
    row.outline, row.length = layout.outline, layout.length
    row.together = None if layout.groups is None else told


def _held(session: Session, viewer: Viewer, desk: Desk, expected: int, at: datetime) -> ReportDraft:
    """Answer the row of the draft when nobody decided since the form was shown."""
    shown = desk.row.version if desk.row else 0
    row = hold_draft(session, desk, Hand(viewer, at))
    if expected != shown:
        raise StaleError(row.changed_by_name)
    row.changed_by_name, row.changed_at = viewer.name, at
    return row


def keep_version(
    session: Session, viewer: Viewer, desk: Desk, note: str, *, at: datetime
) -> DraftVersion:
    """Keep the draft as it reads now; versions are never changed.

    Raises:
        InvalidError: the note is too long.
    """
    if len(note) > _LONGEST_NOTE:
        raise InvalidError(f"说明不超过{_LONGEST_NOTE}字。", "note")
    row = hold_draft(session, desk, Hand(viewer, at))
    last = session.scalar(
        select(func.max(DraftVersion.number)).where(DraftVersion.draft_id == row.id)
    )
    version = DraftVersion(
        draft_id=row.id,
        number=(last or 0) + 1,
        note=note,
        lines=[one.as_json for one in lines_of(desk.report.draft)],
        made_by_name=viewer.name,
        made_at=at,
    )
    session.add(version)
    session.flush()
    return version
