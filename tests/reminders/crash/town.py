"""A town on whose morning many mails are due, again and again; and the witness of what came of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import URL

from tests.conftest import NOW
from tests.reminders.conftest import DUE, START, TEN, Office, moment
from tests.reminders.sink import Sink
from tracker.accounts.models import Appointment, Person
from tracker.accounts.permissions import Role
from tracker.reminders.models import (
    Attempt,
    ChannelState,
    Cursor,
    Heartbeat,
    InboxItem,
    InboxLine,
    Message,
    MessageFact,
    PlannedDay,
    ReminderFact,
)
from tracker.reminders.rules.states import Channel, MessageState
from tracker.tasks.models import Task, Trace
from tracker.workdays.queries import load_calendar

PEOPLE = 12
_LAPSED = datetime(2020, 1, 1, tzinfo=UTC)
Key = tuple[int, str, date, int]


@dataclass(frozen=True)
class Seen:
    """What one round came to: mails that arrived, of how many messages, and the most copies of one."""

    arrived: int
    messages: int
    most: int

    @property
    def extra(self) -> int:
        """Answer how many copies more than messages arrived."""
        return self.arrived - self.messages


@dataclass(frozen=True)
class Town:
    """An office whose tasks, one for each of its people, come to be told of on T−10."""

    office: Office
    url: URL
    folder: Path
    sink: Sink

    def settle(self) -> None:
        """Give each of the people a task, and tell of the assignment."""
        rows = [
            {
                "login": f"p{one}",
                "name": f"人员{one}",
                "email": f"p{one}@qinghe.example",
                "must_change_password": False,
                "password_changed_at": NOW,
                "failed_attempts": 0,
                "created_at": NOW,
                "version": 1,
            }
            for one in range(PEOPLE)
        ]
        with self.office.database.transaction() as session:
            ids = list(session.scalars(insert(Person).returning(Person.id), rows))
            appointed = {"unit_id": self.office.cast.town, "role": Role.HANDLER}
            session.execute(
                insert(Appointment),
                [{**appointed, "person_id": one, "from_on": date(2025, 1, 1)} for one in ids],
            )
        for one in ids:
            task_id = self.office.task(due_on=DUE, given_at=moment(START))
            with self.office.database.transaction() as session:
                session.execute(
                    update(Task)
                    .where(Task.id == task_id)
                    .values(handler_id=one, leader_id=None)
                    .execution_options(synchronize_session=False)
                )
        self.begin_again()

    def begin_again(self) -> None:
        """Go back to the evening before: nothing of the morning has been planned or sent."""
        self.sink.mails.clear()
        with self.office.database.transaction() as session:
            for model in (InboxLine, InboxItem, MessageFact, Attempt, Message, ReminderFact):
                session.execute(delete(model))
            for pulse in (PlannedDay, Cursor, ChannelState, Heartbeat):
                session.execute(delete(pulse))
            eve = load_calendar(session).on_or_before(TEN - timedelta(days=1))
            newest = session.scalar(select(func.max(Trace.id))) or 0
            session.add(PlannedDay(day_on=eve, trace_id=newest))
            session.add(Cursor(id=1, planned_on=eve, trace_id=newest, calendar_mark=""))

    def let_leases_lapse(self) -> None:
        """Do what three minutes of waiting would do."""
        with self.office.database.transaction() as session:
            session.execute(
                update(Message)
                .where(Message.lease_until.is_not(None))
                .values(lease_until=_LAPSED)
                .execution_options(synchronize_session=False)
            )

    def facts(self) -> list[Key]:
        """Answer every reminder that was written down, whatever became of it."""
        with self.office.database.reading() as session:
            rows = session.execute(
                select(
                    ReminderFact.task_id,
                    ReminderFact.rule,
                    ReminderFact.occurrence_on,
                    ReminderFact.recipient_id,
                )
            )
            return sorted((row[0], row[1], row[2], row[3]) for row in rows)

    def witness(self, *, dead: int = 0) -> Seen:
        """Look at everything after a round: nothing lost, one row per key, the inbox exactly once."""
        with self.office.database.reading() as session:
            states = Counter(
                session.scalars(select(Message.state).where(Message.channel == Channel.MAIL))
            )
            inbox = session.scalar(select(func.count(InboxItem.id)))
            attempts = session.scalar(select(func.count(Attempt.id)))
            ids = set(
                session.scalars(select(Message.message_id).where(Message.channel == Channel.MAIL))
            )
        assert states == Counter({MessageState.SENT: PEOPLE - dead, MessageState.DEAD: dead})
        assert inbox == PEOPLE
        assert len(self.facts()) == len(set(self.facts())) == PEOPLE
        copies = Counter(
            str(one["Message-ID"]).strip("<>").partition("@")[0] for one in self.sink.mails
        )
        assert len(copies) == PEOPLE - dead  # the witness saw every one of them
        assert set(copies) <= ids
        assert attempts is not None
        assert attempts >= copies.total()
        return Seen(copies.total(), len(copies), max(copies.values()))
