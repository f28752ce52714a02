"""A meeting is begun, written down as it goes, and ended: what was said becomes progress."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from tracker.documents.rules.sheet import shown
from tracker.ledgers.actions.applying import Hand, deed_for
from tracker.ledgers.models import Meeting, MeetingRow
from tracker.ledgers.queries.meetings import said_at, spoken_at
from tracker.ledgers.rules.meetings import (
    FACTS,
    Clash,
    MeetingFacts,
    Said,
    Typing,
    check_end,
    check_open,
)
from tracker.tasks import actions
from tracker.tasks.access import task_at_work, task_for
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.orders import NewProgress


def begin_meeting(
    session: Session, viewer: Viewer, unit: Unit, facts: MeetingFacts, *, at: datetime
) -> Meeting:
    """Begin to write down a meeting."""
    meeting = Meeting(
        unit_id=unit.id,
        held_on=facts.held_on,
        kind=facts.kind,
        chair=facts.chair,
        made_by_id=viewer.person_id,
        made_by_name=viewer.name,
        begun_at=at,
    )
    session.add(meeting)
    session.flush()
    return meeting


def note_meeting(
    meeting: Meeting, facts: MeetingFacts, viewer: Viewer, typing: Typing
) -> Clash | None:
    """Keep what is told about a meeting so far; answer what another page kept meanwhile, and leave that.

    Raises:
        ConflictError: its record is closed.
    """
    check_open(ended=meeting.ended_at is not None)
    kept = meeting.facts
    if kept == facts:
        return None
    if typing.is_stale(FACTS, kept.mark, meeting.written_from):
        return Clash(FACTS, meeting.written_by, kept)
    meeting.held_on, meeting.kind = facts.held_on, facts.kind
    meeting.chair, meeting.present = facts.chair, facts.present
    meeting.decisions = facts.decisions
    meeting.written_by, meeting.written_from = viewer.name, typing.page
    return None


def note_said(
    session: Session, viewer: Viewer, meeting: Meeting, said: Mapping[int, Said], typing: Typing
) -> list[Clash]:
    """Keep what was said about items so far, by task; answer the items that another page changed, and leave those.

    Raises:
        ConflictError: the record is closed.
        NotFoundError: a task is not one of the ledger's.
    """
    check_open(ended=meeting.ended_at is not None)
    rows = said_at(session, meeting)
    clashes = []
    for task_id, words in said.items():
        row = rows.get(task_id)
        kept = row.said if row else Said()
        if words == kept or (row is not None and row.taken):
            continue
        if row is not None and typing.is_stale(task_id, kept.mark, row.written_from):
            clashes.append(Clash(task_id, row.written_by, kept))
            continue
        row = row or _new_row(session, viewer, meeting, task_id)
        row.text, row.to_coordinate = words.text, words.to_coordinate
        row.written_by, row.written_from = viewer.name, typing.page
    return clashes


def _new_row(session: Session, viewer: Viewer, meeting: Meeting, task_id: int) -> MeetingRow:
    if task_for(session, viewer, task_id).unit_id != meeting.unit_id:
        raise NotFoundError
    row = MeetingRow(meeting_id=meeting.id, task_id=task_id)
    session.add(row)
    return row


def take_said(
    session: Session, viewer: Viewer, meeting: Meeting, task_id: int, *, at: datetime
) -> str:
    """Make what was said about an item its progress, recorded as told at the meeting; answer a refusal, or nothing.

    A second try leaves alone what was taken before. An item of which only 需协调 was said stays in the record.
    """
    row = said_at(session, meeting)[task_id]
    if row.taken or not row.text:
        return ""
    try:
        with session.begin_nested():
            _report(session, viewer, meeting, row, at)
    except (InvalidError, ConflictError) as error:
        row.refusal = error.message
    except ForbiddenError as error:
        row.refusal = error.reason
    except NotFoundError:
        row.refusal = "这一条已经看不到了。"
    else:
        row.taken, row.refusal = True, ""
    return row.refusal


def _report(
    session: Session, viewer: Viewer, meeting: Meeting, row: MeetingRow, at: datetime
) -> None:
    work = task_at_work(session, viewer, row.task_id)
    hand = Hand(viewer, at, meeting.held_on, means=Means.MEETING)
    deed = deed_for(work, hand, done_on=meeting.held_on)
    note = f"{shown(meeting.held_on)}{meeting.kind.label}"
    progress = NewProgress(text=row.text, to_coordinate=row.to_coordinate)
    actions.report(session, work, replace(deed, note=note), progress)


def check_ready(session: Session, meeting: Meeting, *, today: date) -> None:
    """Check that a meeting can be ended.

    Raises:
        ConflictError: it is over already.
        InvalidError: its day lies ahead, nobody chaired it, or nothing was said.
    """
    check_open(ended=meeting.ended_at is not None)
    said = len(spoken_at(session, meeting))
    check_end(held_on=meeting.held_on, today=today, chair=meeting.chair, said=said)


def end_meeting(meeting: Meeting, *, at: datetime) -> None:
    """Close the record of a meeting."""
    meeting.ended_at = meeting.ended_at or at


def drop_meeting(session: Session, meeting: Meeting) -> None:
    """Let go of a meeting begun by mistake.

    Raises:
        ConflictError: its record is closed, or something of it became progress.
    """
    check_open(ended=meeting.ended_at is not None)
    rows = said_at(session, meeting).values()
    if any(one.taken for one in rows):
        raise ConflictError("已经有情况写进了任务，这次会议不能删除，请结束会议。")
    for one in rows:
        session.delete(one)
    session.flush()
    session.delete(meeting)
