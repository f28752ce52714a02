"""The planner's one row: up to which day and which trace everything has been looked at."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.reminders.actions.rows import insert_new
from tracker.reminders.models import Cursor, PlannedDay


def nothing_new(session: Session, today: date, mark: str, newest: int) -> bool:
    """Answer, from one row and without a lock, whether this day has been planned up to the newest trace."""
    row = session.execute(
        select(Cursor.planned_on, Cursor.calendar_mark, Cursor.trace_id)
    ).one_or_none()
    return row is not None and row == (today, mark, newest)


def locked_cursor(session: Session) -> Cursor:
    """Answer the planner's row, locked: two planners at once go one after the other."""
    insert_new(session, Cursor, [{"id": 1, "trace_id": 0, "calendar_mark": ""}], Cursor.id)
    return session.scalars(
        select(Cursor).with_for_update().execution_options(populate_existing=True)
    ).one()


def note_day(session: Session, today: date, trace_id: int) -> None:
    """Note the newest trace before a day was planned, once a day."""
    insert_new(session, PlannedDay, [{"day_on": today, "trace_id": trace_id}], PlannedDay.day_on)
