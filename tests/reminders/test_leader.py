"""Exactly one process keeps the timetable, and another takes over when it dies; a bad tick kills nothing."""

import time
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.engine import URL

from tests.conftest import NOW
from tests.listening import statements
from tests.reminders.conftest import Office
from tests.reminders.processes import environment, flask, kill, start, until
from tests.reminders.sink import free_port
from tracker.core import clock
from tracker.core.db import Database
from tracker.reminders.jobs import sweep
from tracker.reminders.models import Heartbeat
from tracker.scheduler.election import Candidate, start_in_web
from tracker.scheduler.locks import lock_of
from tracker.scheduler.timetable import JOBS, Job, tick


def beat(database: Database) -> Heartbeat | None:
    with database.reading() as session:
        return session.scalars(
            select(Heartbeat).where(Heartbeat.name == JOBS[0].name)
        ).one_or_none()


def leader(database: Database) -> str:
    found = beat(database)
    return found.holder if found else ""


def test_one_leads_and_another_takes_over_within_five_seconds_of_its_death(
    office: Office, url: URL, tmp_path: Path
) -> None:
    env = environment(url, tmp_path)
    running = {}
    try:
        for number in range(3):
            process = start(flask("scheduler"), env, tmp_path / f"scheduler-{number}.log")
            running[process.pid] = process
        until(lambda: leader(office.database) != "")
        time.sleep(2)
        first = int(leader(office.database).rpartition(":")[2])
        assert first in running
        kill(running.pop(first))
        took = until(lambda: not leader(office.database).endswith(f":{first}"), 15)
        assert took < 5
        second = int(leader(office.database).rpartition(":")[2])
        assert second in running
        logs = "".join(one.read_text() for one in tmp_path.glob("scheduler-*.log"))
        assert logs.count('"leading"') == 2
    finally:
        for process in running.values():
            kill(process)


def test_the_web_server_keeps_the_timetable_itself_and_a_command_does_not(
    office: Office, url: URL, tmp_path: Path
) -> None:
    env = environment(url, tmp_path, SCHEDULER="on")
    command = start(flask("jobs", "list"), env, tmp_path / "command.log")
    assert command.wait(timeout=60) == 0
    assert beat(office.database) is None
    assert "reminders" in (tmp_path / "command.log").read_text()
    server = start(
        ["-m", "gunicorn", "--bind", f"127.0.0.1:{free_port()}", "--workers", "2", "app:app"],
        env,
        tmp_path / "web.log",
    )
    try:
        until(lambda: beat(office.database) is not None)
        time.sleep(2)
        assert (tmp_path / "web.log").read_text().count('"leading"') == 1
    finally:
        kill(server)


def test_two_locks_are_never_held_at_once(app: Flask) -> None:
    first, second = lock_of(app), lock_of(app)
    assert first.take()
    assert first.held()
    assert not second.take()
    first.give_back()
    assert not first.held()
    assert second.take()
    second.give_back()


def test_tests_start_no_scheduler(app: Flask, database: Database) -> None:
    start_in_web(app)
    time.sleep(0.2)
    assert beat(database) is None


def test_a_stopped_candidate_stops_leading(app: Flask) -> None:
    candidate = Candidate(app)
    candidate.stop()
    candidate.stand()
    lock = lock_of(app)
    assert lock.take()
    lock.give_back()


def test_a_tick_that_fails_is_told_and_the_next_one_heals(app: Flask, database: Database) -> None:
    broken = [OSError("磁盘已满")]

    def run(at: datetime, everything: bool) -> str:  # noqa: FBT001  the shape of every job
        assert at == clock.now()
        assert not everything
        if broken:
            raise broken.pop()
        return "好了。"

    job = Job(JOBS[0].name + "-tried", "试一试", 30, run)
    tick(app, job)
    assert "磁盘已满" in last_error(database, job)
    tick(app, job)
    assert last_error(database, job) == ""


def last_error(database: Database, job: Job) -> str:
    with database.reading() as session:
        return session.scalars(select(Heartbeat).where(Heartbeat.name == job.name)).one().last_error


def test_a_database_without_its_tables_does_not_end_the_loop(
    app: Flask, database: Database
) -> None:
    with database.transaction() as session:
        for table in ("inbox_line", "inbox_item", "heartbeat"):
            session.execute(text(f"drop table {table}"))
    tick(app, JOBS[0])  # says so in the log, and returns


def test_an_idle_round_asks_the_database_little(app: Flask, database: Database) -> None:
    with app.app_context():
        sweep(NOW)
        with statements(database.engine) as asked:
            assert sweep(NOW).office_open
    assert len(asked) <= 20, asked
