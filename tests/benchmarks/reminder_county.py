"""A county's tasks spread over so many handlers, some of each to be told of on a morning; and its evening before."""

from datetime import date, timedelta

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from tests.benchmarks.county import NOW
from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Role
from tracker.core.db import Database
from tracker.reminders.models import (
    Attempt,
    Cursor,
    Hold,
    InboxItem,
    InboxLine,
    Message,
    MessageFact,
    PlannedDay,
    ReminderFact,
)
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.ladder import occurrence
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.lifecycle import State
from tracker.workdays.queries import load_calendar

_SPOKEN_OF = 16  # one of so many is told of, or of fewer, so that everybody has one
_WRITTEN = (
    *(InboxLine, InboxItem, MessageFact, Attempt, Message),
    *(ReminderFact, Cursor, PlannedDay, Hold),
)


def gather(session: Session, people: int, day: date) -> None:
    """Spread the tasks evenly over so many handlers; one of sixteen at least is due in ten days."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("set local statement_timeout = 0")
        )  # a million rows, on a busy machine
    handlers = _handlers(session, people)
    calendar = load_calendar(session)
    rule = RULES["due_10"]
    due_on = next(
        one
        for one in (day + timedelta(days=n) for n in range(60))
        if occurrence(rule, one, calendar) == day
    )
    first = min(handlers)
    tasks = session.scalar(select(func.count(Task.id))) or 0
    one_of = max(1, min(_SPOKEN_OF, tasks // people))
    session.execute(
        update(Task)
        .values(
            state=State.ACTIVE,
            handler_id=first + (Task.id // one_of) % people,
            leader_id=None,
            assigned_on=day - timedelta(days=60),
            due_on=day + timedelta(days=200),
            moved_on=day,
            closed_on=None,
        )
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Task)
        .where(Task.id % one_of == 0)
        .values(due_on=due_on)
        .execution_options(synchronize_session=False)
    )


def _handlers(session: Session, people: int) -> list[int]:
    """Answer the ids of so many handlers, made when there are none yet; they follow one another."""
    login = f"h{people}-"
    known = session.scalars(select(Person.id).where(Person.login.startswith(login))).all()
    if known:
        return list(known)
    first = (session.scalar(select(func.max(Person.id))) or 0) + 1
    towns = session.scalars(select(Unit.id).where(Unit.keeps_ledger).order_by(Unit.id)).all()
    rows = [
        {
            "id": first + one,
            "login": f"{login}{one}",
            "name": f"责任人{one}",
            "email": f"{login}{one}@county.example",
            "must_change_password": False,
            "password_changed_at": NOW,
            "failed_attempts": 0,
            "created_at": NOW,
            "version": 1,
        }
        for one in range(people)
    ]
    session.execute(insert(Person), rows)
    session.execute(
        insert(Appointment),
        [
            {
                "person_id": row["id"],
                "unit_id": towns[place % len(towns)],
                "role": Role.HANDLER,
                "from_on": date(2025, 1, 1),
            }
            for place, row in enumerate(rows)
        ],
    )
    return [first + one for one in range(people)]


def begin_again(database: Database, day: date) -> None:
    """Take away everything that reminders wrote, as if the day before had been an ordinary one."""
    with database.transaction() as session:
        for model in _WRITTEN:
            session.execute(delete(model))
        newest = session.scalar(select(func.max(Trace.id))) or 0
        session.add(PlannedDay(day_on=day - timedelta(days=30), trace_id=newest))
        session.add(
            Cursor(id=1, planned_on=day - timedelta(days=1), trace_id=newest, calendar_mark="")
        )
