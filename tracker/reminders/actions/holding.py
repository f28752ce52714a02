"""The flood brake: a day on which far too much is due waits for a person's word."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.core.errors import ConflictError, NotFoundError
from tracker.reminders.models import Cursor, Hold
from tracker.reminders.queries.planning import busiest_day
from tracker.reminders.rules.flood import ALWAYS_FINE, is_flood
from tracker.reminders.rules.states import HoldState

_LOOK_BACK = timedelta(days=90)


def held_back(session: Session, today: date, count: int, *, at: datetime) -> HoldState | None:
    """Answer what holds for a day with so much due: None to go on, or what was or must be decided."""
    hold = session.get(Hold, today)
    if hold is not None and hold.state is HoldState.ASKING:
        hold.count = max(count, hold.count)
        return HoldState.ASKING
    if count <= ALWAYS_FINE:
        return None
    if hold is not None:
        return None if hold.state is HoldState.RELEASED else hold.state
    most = busiest_day(session, today, today - _LOOK_BACK)
    if not is_flood(count, most):
        return None
    session.add(Hold(day_on=today, count=count, most_before=most, held_at=at))
    return HoldState.ASKING


def decide(session: Session, day: date, state: HoldState, *, by_id: int, at: datetime) -> Hold:
    """Let a held day go, or not (its reminders are then noted as not sent).

    Raises:
        NotFoundError: nothing is held on that day.
        ConflictError: somebody has decided already.
    """
    hold = session.get(Hold, day, with_for_update=True)
    if hold is None:
        raise NotFoundError
    if hold.state is not HoldState.ASKING:
        raise ConflictError("这一天已经有人定过了，请刷新页面。")
    hold.state = state
    hold.decided_by_id = by_id
    hold.decided_at = at
    cursor = session.get(Cursor, 1)
    if cursor is not None:
        cursor.calendar_mark = ""  # so that the next round looks at every task again
    return hold
