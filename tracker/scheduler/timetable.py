"""The timetable: which jobs run how often, and one tick of one of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from tracker.core import clock
from tracker.reminders import actions as reminders
from tracker.reminders.jobs import holder, sweep
from tracker.reminders.queries.delivery import last_beat
from tracker.reminders.queries.sending import database_now
from tracker.reminders.rules.clockwork import clock_refusal
from tracker.tasks.jobs import FILES, SEALS, seal_days, sweep_files
from tracker.web.database import reading, transaction

TICK_SECONDS = 30
SEAL_SECONDS = 900
FILES_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the timetable.

    ``run`` takes the moment and whether to look at everything afresh, and answers a Chinese sentence.
    """

    name: str
    label: str
    seconds: int
    run: Callable[[datetime, bool], str]


def _reminders(at: datetime, everything: bool) -> str:  # noqa: FBT001  the shape of every job
    return sweep(at, everything=everything).words


JOBS: tuple[Job, ...] = (
    Job(reminders.PULSE, "排出并发送到期提醒", TICK_SECONDS, _reminders),
    Job(SEALS, "封存前一天的办理经过", SEAL_SECONDS, seal_days),
    Job(FILES, "清理误传清除和没写完的文件", FILES_SECONDS, sweep_files),
)


def tick(app: Flask, job: Job) -> None:
    """Run a job once and note its pulse; whatever goes wrong, the next tick comes."""
    at = clock.now()
    error = ""
    log = structlog.get_logger()
    with app.app_context():
        try:
            refusal = _clock_refusal(job, at)
            if refusal:
                log.error("clock", job=job.name, refusal=refusal)
                _note_refusal(job, refusal)
                return
            job.run(at, False)  # noqa: FBT003  the shape of every job
        except Exception as caught:
            # A locked database, a full disk: the loop outlives them, and the pulse tells.
            error = f"{type(caught).__name__}: {caught}"
            log.exception("tick", job=job.name)
        try:
            with transaction() as session:
                reminders.beat(session, job.name, holder=holder(), at=at, error=error)
        except SQLAlchemyError:
            log.exception("heartbeat", job=job.name)


def _clock_refusal(job: Job, at: datetime) -> str:
    """Answer why a job that tells people must not run by this machine's clock, or nothing."""
    if job.name != reminders.PULSE:
        return ""
    with reading() as session:
        beat = last_beat(session, job.name)
        on_server = session.get_bind().dialect.name == "postgresql"
        shared = database_now(session) if on_server else None
    return clock_refusal(at, shared=shared, last_beat=beat.beat_at if beat else None)


def _note_refusal(job: Job, refusal: str) -> None:
    """Note the refusal beside the last good pulse, which stays the measure."""
    with transaction() as session:
        beat = last_beat(session, job.name)
        if beat is not None:
            beat.last_error = refusal


@contextmanager
def kept(app: Flask) -> Iterator[None]:
    """Keep the timetable: ticks from memory, none piled up, none given up for being late."""
    timetable = BackgroundScheduler(timezone="UTC")
    for job in JOBS:
        timetable.add_job(
            tick,
            "interval",
            args=[app, job],
            id=job.name,
            seconds=job.seconds,
            next_run_time=clock.now(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    timetable.start()
    structlog.get_logger().info("leading", holder=holder())
    try:
        yield
    finally:
        timetable.shutdown(wait=False)
        structlog.get_logger().info("no longer leading", holder=holder())
