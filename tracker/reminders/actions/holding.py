"""The flood brake: a day on which far too much is due waits for a person's word, in each unit for its own."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.core.errors import ConflictError, NotFoundError
from tracker.core.many import among
from tracker.reminders.models import Cursor, Hold
from tracker.reminders.queries.planning import busiest_day
from tracker.reminders.rules.flood import ALWAYS_FINE, is_flood
from tracker.reminders.rules.states import HoldState

_LOOK_BACK = timedelta(days=90)


def held_back(
    session: Session, today: date, counts: Mapping[int, int], *, at: datetime
) -> dict[int, HoldState]:
    """Answer what was or must be decided about a day in each unit; ``counts`` is how much is due in which unit.

    Far too much at once is held in every unit that has a part in it. What becomes due later where nothing was
    held, an assignment perhaps, does not wait for the others.
    """
    holds = _holds(session, today)
    _hold_flood(
        session,
        holds,
        {unit: count for unit, count in counts.items() if unit not in holds},
        today,
        at,
    )
    for unit_id, hold in holds.items():
        if hold.state is HoldState.ASKING:
            hold.count = max(counts.get(unit_id, 0), hold.count)
    return {unit_id: hold.state for unit_id, hold in holds.items()}


def _holds(session: Session, today: date) -> dict[int, Hold]:
    """Answer the holds of a day by unit; a question of an earlier day is over, what it was of is asked anew."""
    wanted = select(Hold).where(or_(Hold.day_on == today, Hold.state == HoldState.ASKING))
    found: dict[int, Hold] = {}
    for hold in session.scalars(wanted):
        if hold.day_on == today:
            found[hold.unit_id] = hold
        else:
            hold.state = HoldState.LAPSED
    return found


def _hold_flood(
    session: Session,
    holds: dict[int, Hold],
    fresh: Mapping[int, int],
    today: date,
    at: datetime,
) -> None:
    total = sum(fresh.values())
    if total <= ALWAYS_FINE:
        return
    most = busiest_day(session, today, today - _LOOK_BACK)
    if not is_flood(total, most):
        return
    for unit_id, count in fresh.items():
        holds[unit_id] = Hold(
            day_on=today,
            unit_id=unit_id,
            count=count,
            most_before=most,
            held_at=at,
            state=HoldState.ASKING,
        )
    session.add_all(holds.values())


def decide(
    session: Session,
    day: date,
    unit_ids: Collection[int],
    state: HoldState,
    *,
    by_id: int,
    at: datetime,
) -> int:
    """Let what is held of a day in some units go, or not (it is then noted as not sent); answer how many reminders.

    Raises:
        NotFoundError: nothing is held on that day in these units.
        ConflictError: somebody has decided already.
    """
    held = select(Hold).where(Hold.day_on == day, among(Hold.unit_id, unit_ids)).with_for_update()
    holds = session.scalars(held).all()
    if not holds:
        raise NotFoundError
    asking = [one for one in holds if one.state is HoldState.ASKING]
    if not asking:
        raise ConflictError("这一天已经有人定过了，请刷新页面。")
    for hold in asking:
        hold.state = state
        hold.decided_by_id = by_id
        hold.decided_at = at
    cursor = session.get(Cursor, 1)
    if cursor is not None:
        cursor.calendar_mark = ""  # so that the next round looks at every task again
    return sum(one.count for one in asking)
