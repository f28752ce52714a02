"""A year of ticks for a small town gives exactly what a written table says."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import select

from tests.reminders.conftest import Office, moment
from tracker.accounts.models import Person
from tracker.reminders.models import ReminderFact
from tracker.reminders.rules.states import FactState
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State

HANDLER, LEADER, SECRETARY = "liqiang", "wanglixin", "chenguodong"
CLERKS = ("liuyang", "zhoumin")
WITH_LEADER = (HANDLER, LEADER)
WITH_CLERKS = (*WITH_LEADER, *CLERKS)

# 清明 ends with a day off on the deadline; 春节 swallows 立行立改; 国庆 follows on a deadline; a year's end.
GIVEN = {
    date(2026, 1, 12): ("spring", date(2026, 4, 6), State.ACTIVE, TaskKind.BY_STAGES),
    date(2026, 2, 2): ("feast", date(2026, 2, 17), State.ACTIVE, TaskKind.AT_ONCE),
    date(2026, 9, 1): ("autumn", date(2026, 9, 30), State.ACTIVE, TaskKind.BY_STAGES),
    date(2026, 11, 2): ("winter", date(2026, 12, 31), State.ASSIGNED, TaskKind.BY_STAGES),
}
CLOSED = {date(2026, 2, 25): "feast", date(2026, 4, 14): "spring"}
SIGNED = {date(2026, 11, 10): "winter"}

TABLE = (
    ("2026-01-12", "spring", "assigned", WITH_LEADER),
    ("2026-02-02", "feast", "assigned", WITH_LEADER),
    ("2026-02-14", "feast", "due_0", WITH_CLERKS),  # a worked Saturday, the last before the feast
    ("2026-02-24", "feast", "overdue_1", (HANDLER,)),
    ("2026-02-24", "feast", "chase_1", CLERKS),
    ("2026-03-17", "spring", "due_20", (HANDLER,)),
    ("2026-03-27", "spring", "due_10", WITH_LEADER),
    ("2026-04-03", "spring", "due_0", WITH_CLERKS),  # T−3 falls on the same Friday and is silent
    ("2026-04-07", "spring", "overdue_1", (HANDLER,)),
    ("2026-04-07", "spring", "chase_1", CLERKS),
    ("2026-04-13", "spring", "supervise_5", (*CLERKS, SECRETARY)),
    ("2026-09-01", "autumn", "assigned", WITH_LEADER),
    ("2026-09-20", "autumn", "due_10", WITH_LEADER),  # a worked Sunday
    ("2026-09-24", "autumn", "due_3", WITH_CLERKS),  # 中秋 is off from the 25th
    ("2026-09-30", "autumn", "due_0", WITH_CLERKS),
    ("2026-10-08", "autumn", "overdue_1", (HANDLER,)),
    ("2026-10-08", "autumn", "chase_1", CLERKS),
    ("2026-10-13", "autumn", "supervise_5", (*CLERKS, SECRETARY)),
    ("2026-10-20", "autumn", "propose_10", CLERKS),
    ("2026-11-02", "winter", "assigned", WITH_LEADER),
    ("2026-11-04", "winter", "unsigned_2", (HANDLER,)),
    ("2026-11-09", "winter", "unsigned_5", WITH_LEADER),
    ("2026-12-21", "winter", "due_10", WITH_LEADER),
    ("2026-12-28", "winter", "due_3", WITH_CLERKS),
    ("2026-12-31", "winter", "due_0", WITH_CLERKS),
)


def live_through(office: Office, year: int) -> dict[int, str]:
    """Let a year pass with three ticks a day; answer the names of the tasks by id."""
    names: dict[int, str] = {}
    ids: dict[str, int] = {}
    day = date(year, 1, 1)
    while day.year == year:
        office.plan(moment(day, 8, 30))
        if day in GIVEN:
            name, due_on, state, kind = GIVEN[day]
            ids[name] = office.task(due_on=due_on, given_at=moment(day, 9), state=state, kind=kind)
            names[ids[name]] = name
        if day in CLOSED:
            office.change(ids[CLOSED[day]], state=State.CLOSED)
        if day in SIGNED:
            office.sign(ids[SIGNED[day]], moment(day, 9))
        office.plan(moment(day, 10))
        office.plan(moment(day, 17, 29))
        day += timedelta(days=1)
    return names


def test_a_year_of_ticks_gives_exactly_the_written_table(office: Office) -> None:
    names = live_through(office, 2026)
    with office.database.reading() as session:
        rows = session.execute(
            select(ReminderFact.planned_on, ReminderFact.task_id, ReminderFact.rule, Person.login)
            .join(Person, Person.id == ReminderFact.recipient_id)
            .where(ReminderFact.state == FactState.TOLD)
        ).all()
    told: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for on, task_id, rule, login in rows:
        told[on.isoformat(), names[task_id], rule].add(login)
    assert dict(told) == {(on, name, rule): set(people) for on, name, rule, people in TABLE}
    assert sum(len(people) for people in told.values()) == len(rows)
