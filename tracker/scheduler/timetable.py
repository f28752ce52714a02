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
from tracker.tasks.jobs import SEALS, seal_days
from tracker.web.database import transaction

TICK_SECONDS = 30
SEAL_SECONDS = 900


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
)


def tick(app: Flask, job: Job) -> None:
    """Run a job once and note its pulse; whatever goes wrong, the next tick comes."""
    at = clock.now()
    error = ""
    log = structlog.get_logger()
    with app.app_context():
        try:
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
