"""A town's office in which tasks are opened, closed and reminded of at given moments."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed, open_task, order
from tests.reminders.robot_server import Robots, robots_running
from tests.reminders.sink import Sink, free_port, running
from tracker.accounts.models import Person
from tracker.core import clock
from tracker.core.clock import OFFICE_ZONE
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.reminders.actions import Planned, plan
from tracker.reminders.jobs import Swept, sweep
from tracker.reminders.models import InboxItem, Message, ReminderFact
from tracker.reminders.rules.states import Channel, FactState, MessageState
from tracker.tasks import actions as tasks
from tracker.tasks.models import Task
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.workdays.queries import load_calendars

START = date(2026, 3, 18)  # a Wednesday
DUE = date(2026, 4, 30)  # a Thursday
TEN = date(2026, 4, 20)  # T−10 of it


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Answer a moment of a day in the office."""
    return datetime.combine(day, time(hour, minute), tzinfo=OFFICE_ZONE)


@dataclass
class Office:
    """The town, and what one can do and see in it."""

    app: Flask
    database: Database
    cast: Cast

    def task(
        self,
        *,
        due_on: date,
        given_at: datetime,
        state: State = State.ACTIVE,
        kind: TaskKind = TaskKind.BY_STAGES,
        handler: str = "liqiang",
    ) -> int:
        """Bring a task to a state at a moment; answer its id."""
        with clock.frozen(given_at), self.database.transaction() as session:
            if state is State.UNASSIGNED:
                task = open_task(session, self.cast)
                task.due_on = due_on
                return task.id
            task = open_task(session, self.cast)
            clerk = self.cast["zhoumin"]
            wanted = replace(
                order(self.cast, due_on=due_on),
                kind=kind,
                handler_id=self.cast[handler].person_id,
            )
            tasks.assign(session, at_work(session, clerk, task), deed(clerk), wanted)
            if state is State.ACTIVE:
                signer = self.cast[handler]
                tasks.sign_for(session, at_work(session, signer, task), deed(signer))
            return task.id

    def closed_task(self, *, due_on: date, given_at: datetime) -> int:
        """Bring a task all the way to 已销号."""
        with clock.frozen(given_at), self.database.transaction() as session:
            return bring_to(session, self.cast, State.CLOSED, due_on=due_on).id

    def change(self, task_id: int, **values: Any) -> None:
        """Change columns of a task, as an extension or a return would, with the version that comes with it."""
        with self.database.transaction() as session:
            task = session.get_one(Task, task_id)
            for name, value in values.items():
                setattr(task, name, value)
            task.due_version += 1

    def sign(self, task_id: int, at: datetime, handler: str = "liqiang") -> None:
        """Sign for a task."""
        with clock.frozen(at), self.database.transaction() as session:
            task = session.get_one(Task, task_id)
            signer = self.cast[handler]
            tasks.sign_for(session, at_work(session, signer, task), deed(signer))

    def hand_over(self, task_id: int, to: str, at: datetime) -> None:
        """Give a task to another handler."""
        with clock.frozen(at), self.database.transaction() as session:
            task = session.get_one(Task, task_id)
            clerk = self.cast["zhoumin"]
            tasks.reassign(
                session,
                at_work(session, clerk, task),
                deed(clerk),
                handler_id=self.cast[to].person_id,
            )

    def plan(self, at: datetime, *, mail: bool = False, everything: bool = False) -> Planned:
        """Plan at a moment, in a transaction of its own."""
        with self.database.transaction() as session:
            return plan(session, load_calendars(session), at, mail=mail, everything=everything)

    def told(self, state: FactState = FactState.TOLD) -> list[tuple[str, str, date]]:
        """Answer who was told by which rule for which day, in order."""
        with self.database.reading() as session:
            rows = session.execute(
                select(ReminderFact.rule, Person.login, ReminderFact.occurrence_on)
                .join(Person, Person.id == ReminderFact.recipient_id)
                .where(ReminderFact.state == state)
                .order_by(ReminderFact.occurrence_on, ReminderFact.rule, Person.login)
            ).all()
        return [(row[0], row[1], row[2]) for row in rows]

    def inbox(self, login: str) -> list[tuple[str, tuple[str, ...]]]:
        """Answer a person's inbox, oldest first: subjects, and the sentences of each."""
        with self.database.reading() as session:
            items = session.scalars(
                select(InboxItem)
                .where(InboxItem.person_id == self.cast[login].person_id)
                .options(selectinload(InboxItem.lines))
                .order_by(InboxItem.id)
            ).all()
            return [
                (
                    one.subject,
                    tuple(line.text for line in one.lines),
                )
                for one in items
            ]

    def messages(self) -> list[Message]:
        """Answer every message, oldest first."""
        with self.database.reading() as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    def sweep(self, at: datetime, sink: Sink | None = None) -> Swept:
        """Plan and send at a moment, by the mail server of the sink."""
        settings: Settings = self.app.extensions["settings"]
        self.app.extensions["settings"] = replace(settings, smtp_url=sink.url if sink else None)
        with self.app.app_context(), clock.frozen(at):
            return sweep(at, everything=True)

    def settled(
        self,
        *,
        due_on: date = DUE,
        state: State = State.ACTIVE,
        kind: TaskKind = TaskKind.BY_STAGES,
    ) -> int:
        """Answer a task whose assignment has been told."""
        task_id = self.task(due_on=due_on, given_at=moment(START), state=state, kind=kind)
        self.plan(moment(START, 10))
        return task_id

    def due_task(self) -> int:
        """Answer a task of which T−10 is the next reminder."""
        return self.settled()

    def mail_states(self) -> list[MessageState]:
        """Answer how every mail stands, oldest first."""
        return [one.state for one in self.mails()]

    def mails(self) -> list[Message]:
        """Answer every message that goes by mail, oldest first."""
        return [one for one in self.messages() if one.channel is Channel.MAIL]


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Sink]:
    """A mail server that is up for the whole run."""
    with running(Sink(free_port())) as found:
        yield found


@pytest.fixture
def sink(mail_server: Sink) -> Sink:
    """The mail server that is up, empty and well-behaved."""
    mail_server.forget()
    return mail_server


@pytest.fixture
def robots() -> Iterator[Robots]:
    """A server that answers as robots and webhooks do."""
    with robots_running() as found:
        yield found


@pytest.fixture
def office(app: Flask, database: Database, cast: Cast) -> Office:
    """The town of the cast."""
    return Office(app, database, cast)
