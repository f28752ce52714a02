"""Fetching a meeting with the right to it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ForbiddenError, NotFoundError
from tracker.ledgers.models import Meeting


def meeting_for(session: Session, viewer: Viewer, meeting_id: int) -> Meeting:
    """Answer a meeting of a ledger that the viewer reads live.

    Raises:
        NotFoundError: there is none, or the ledger is beyond the viewer's sight.
    """
    wanted = select(Meeting).where(Meeting.id == meeting_id).options(joinedload(Meeting.unit))
    meeting = session.scalars(wanted).one_or_none()
    if meeting is None or meeting.unit_id not in viewer.sees:
        raise NotFoundError
    return meeting


def meeting_to_write(session: Session, viewer: Viewer, meeting_id: int) -> Meeting:
    """Answer a meeting, locked, to a clerk of its ledger.

    Raises:
        NotFoundError: there is none, or the ledger is beyond the viewer's sight.
        ForbiddenError: the viewer is not its clerk.
    """
    session.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())
    meeting = meeting_for(session, viewer, meeting_id)
    if not may(viewer, Permission.REPORT_IMPORT, meeting.unit_id):
        raise ForbiddenError("会议记录由台账管理员填写。", [meeting.made_by_name])
    return meeting
