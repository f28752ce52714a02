"""A year of the timetable for the demonstration town gives exactly what the written table says."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from tests.reminders.conftest import moment
from tests.reminders.year_of_deeds import DEEDS, absence, viewer
from tracker.accounts.models import Person
from tracker.core import clock
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.demo.load import load_town
from tracker.reminders import actions
from tracker.reminders.models import InboxItem, Message, ReminderFact
from tracker.reminders.queries.chasing import tasks_to_chase
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.states import Channel, FactState
from tracker.tasks.models import Task
from tracker.workdays.queries import load_calendar, load_calendars

TABLE = Path(__file__).with_name("demo_year.txt")
FIRST = date(2026, 3, 2)
LAST = date(2027, 3, 1)
Row = tuple[str, str, str, str]


@pytest.fixture
def town(empty_url: URL, tmp_path: Path) -> Iterator[Database]:
    """The demonstration town as it stands on the first morning of March 2026."""
    base = Database(empty_url)
    at = datetime(2026, 3, 2, 0, 10, tzinfo=UTC)
    with clock.frozen(at), base.transaction() as session:
        load_town(session, FileStore(tmp_path / "files"), at=at, today=FIRST)
    yield base
    base.dispose()


def live(base: Database) -> None:
    """Let the year pass: a look in the morning of every day, what people do then, and a look in the afternoon."""
    with base.transaction() as session:
        session.add(absence(session))
    day = FIRST
    while day <= LAST:
        look(base, moment(day, 9))
        for deed_of_day in DEEDS.get(day, ()):
            with clock.frozen(moment(day, 10)), base.transaction() as session:
                deed_of_day.do(session, day)
        look(base, moment(day, 15))
        day += timedelta(days=1)


def look(base: Database, at: datetime) -> None:
    with base.transaction() as session:
        actions.plan(session, load_calendars(session), at)


def told(base: Database) -> set[Row]:
    """Answer day, task, rule and the people who were told, as the table writes them."""
    people: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with base.reading() as session:
        rows = session.execute(
            select(ReminderFact.planned_on, Task.number, ReminderFact.rule, Person.name)
            .join(Task, Task.id == ReminderFact.task_id)
            .join(Person, Person.id == ReminderFact.recipient_id)
            .where(ReminderFact.state == FactState.TOLD, ReminderFact.planned_on >= FIRST)
        )
        for on, number, rule, name in rows:
            people[on.isoformat(), number, RULES[rule].label].add(name)
    return {(*key, "、".join(sorted(names))) for key, names in people.items()}


def to_chase(base: Database, day: date) -> set[Row]:
    """Answer 今日要催 of a day for the clerk, a row for each task, as the table writes them."""
    with base.reading() as session:
        clerk = viewer(session, "zhangxiaoyan", day)
        found = tasks_to_chase(session, clerk, day)
        return {(day.isoformat(), one.number, "今日要催", one.handler_text) for one in found}


def written() -> set[Row]:
    """Read the table: day, task, rule and people of each line; remarks begin with #."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    parts = [line.split() for line in lines if line and not line.startswith("#")]
    return {(day, number, rule, people) for day, number, rule, people in parts}


def test_a_year_of_the_town_gives_exactly_the_written_table(town: Database) -> None:
    live(town)
    found = told(town) | to_chase(town, LAST)
    assert sorted(found - written()) == []
    assert sorted(written() - found) == []
    with town.reading() as session:
        calendar = load_calendar(session)
        digests = session.execute(
            select(Message.person_id, Message.day_on).where(
                Message.channel == Channel.INBOX, Message.kind == "digest"
            )
        ).all()
        items = session.scalars(select(InboxItem.message_id)).all()
    assert len(digests) == len(set(digests))
    assert all(calendar.is_workday(day) for _, day in digests)
    assert len(items) == len(set(items))
