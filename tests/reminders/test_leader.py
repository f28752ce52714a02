"""Exactly one process keeps the timetable, and another takes over when it dies; a bad tick kills nothing."""

import os
import signal
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from tests.conftest import NOW
from tests.listening import statements
from tests.reminders.conftest import Office
from tests.reminders.processes import environment, flask, kill, start, until
from tests.reminders.sink import free_port
from tracker.core import clock
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.factory import create_app
from tracker.reminders.jobs import sweep
from tracker.reminders.models import Heartbeat
from tracker.scheduler.election import Candidate
from tracker.scheduler.locks import lock_of
from tracker.scheduler.timetable import JOBS, Job, tick


def beat(database: Database) -> Heartbeat | None:
    with database.reading() as session:
        return session.scalars(
            select(Heartbeat).where(Heartbeat.name == JOBS[0].name)
        ).one_or_none()


def leader(database: Database) -> int:
    """Answer the process that ran the timetable last; zero when none did."""
    found = beat(database)
    return int(found.holder.rpartition(":")[2]) if found else 0


def rests(database: Database, process: int) -> bool:
    """Answer whether a process has led every job through its first round.

    Frozen in the middle of one it would hold SQLite's only write lock, which nobody can take from it.
    """
    with database.reading() as session:
        holders = session.scalars(select(Heartbeat.holder)).all()
    led = [one for one in holders if one.endswith(f":{process}")]
    return len(led) == len(holders) == len(JOBS)


def said(folder: Path) -> str:
    """Answer what all schedulers wrote to their logs."""
    return "".join(one.read_text() for one in folder.glob("scheduler-*.log"))


def test_another_leads_soon_after_the_death_or_the_freezing_of_one(
    office: Office, url: URL, tmp_path: Path
) -> None:
    env = environment(url, tmp_path)
    running = {}
    try:
        for number in range(3):
            process = start(flask("scheduler"), env, tmp_path / f"scheduler-{number}.log")
            running[process.pid] = process
        until(lambda: leader(office.database) in running)
        first = leader(office.database)
        kill(running.pop(first))
        until(lambda: leader(office.database) in running, 15)
        second = leader(office.database)
        until(lambda: rests(office.database, second))
        os.kill(second, signal.SIGSTOP)  # frozen, it can neither work nor give anything back
        others = [one for one in running if one != second]
        until(lambda: leader(office.database) in others, 15)
        os.kill(second, signal.SIGCONT)
        until(lambda: "no longer leading" in said(tmp_path))
        assert said(tmp_path).count('"leading"') == 3
    finally:
        for process in running.values():
            kill(process)


@pytest.mark.parametrize("how", [["--workers", "1"], ["--config", "python:tracker.gunicorn"]])
def test_the_web_server_keeps_the_timetable_itself(
    office: Office, url: URL, tmp_path: Path, how: list[str]
) -> None:
    env = environment(url, tmp_path, SCHEDULER="on")
    web = ["-m", "gunicorn", "--bind", f"127.0.0.1:{free_port()}", *how, "app:app"]
    server = start(web, env, tmp_path / "web.log")
    try:
        until(lambda: beat(office.database) is not None)
    finally:
        kill(server)
    assert (tmp_path / "web.log").read_text().count('"leading"') == 1
    assert leader(office.database) != server.pid  # it only looks after those that serve


def test_loading_the_program_opens_no_connection_that_a_fork_would_share(app: Flask) -> None:
    loaded: Database = app.extensions["database"]
    assert isinstance(loaded.engine.pool, QueuePool)
    assert loaded.engine.pool.checkedin() + loaded.engine.pool.checkedout() == 0


def test_a_command_keeps_no_timetable(settings: Settings) -> None:
    with click.Context(click.Command("jobs"), info_name="jobs"):
        create_app(replace(settings, scheduler_in_web=True))
    assert "scheduler" not in {one.name for one in threading.enumerate()}


def test_two_locks_are_never_held_at_once(app: Flask) -> None:
    first, second = lock_of(app), lock_of(app)
    assert first.take()
    assert first.held()
    assert not second.take()
    first.give_back()
    assert not first.held()
    assert second.take()
    second.give_back()


def lock_file(url: URL) -> Path:
    """Answer where the lock of a SQLite database lies."""
    return Path(f"{url.database}-scheduler.lock")


def test_two_instances_on_one_database_have_one_leader(app: Flask, tmp_path: Path) -> None:
    elsewhere = replace(app.extensions["settings"], instance_path=tmp_path / "another")
    first, second = lock_of(app), lock_of(create_app(elsewhere))
    assert first.take()
    assert not second.take()
    first.give_back()
    assert second.take()
    second.give_back()


def test_a_lock_that_cannot_be_written_is_tried_again(app: Flask, url: URL) -> None:
    if url.get_backend_name() == "postgresql":
        return  # its lock needs no file
    lock, path = lock_of(app), lock_file(url)
    path.unlink(missing_ok=True)
    path.mkdir()  # stands for a disk on which nothing can be opened
    assert not lock.take()
    path.rmdir()
    assert lock.take()
    lock.give_back()


def test_whoever_holds_the_lock_and_gives_no_sign_of_life_loses_it(app: Flask) -> None:
    frozen, awake, third = lock_of(app), lock_of(app), lock_of(app)
    assert frozen.take()
    until(lambda: frozen.held() and not awake.take(), 5)
    until(awake.take, 5)  # nobody asks the frozen one any more
    assert not frozen.held()
    frozen.give_back()
    assert awake.held()
    assert not third.take()
    awake.give_back()


def test_whoever_lost_the_connection_lost_the_lock(
    app: Flask, database: Database, url: URL
) -> None:
    first, second = lock_of(app), lock_of(app)
    assert first.take()
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as other:
            other.execute(
                text("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'")
            )
        until(lambda: not first.held(), 5)
        until(second.take, 5)
    else:
        lock_file(url).unlink()
        assert not first.held()
        assert second.take()
    assert second.held()
    first.give_back()
    assert second.held()
    second.give_back()


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
