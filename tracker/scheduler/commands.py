"""Commands of the timetable: list and run jobs, keep the timetable as a process of its own."""

from contextlib import suppress
from datetime import datetime
from typing import Any, cast

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from tracker.core import clock
from tracker.core.clock import OFFICE_ZONE
from tracker.core.errors import InvalidError
from tracker.reminders.queries.delivery import last_beat
from tracker.scheduler.election import Candidate
from tracker.scheduler.timetable import JOBS
from tracker.web.cli import ChineseCommand, ChineseGroup, WrongUsageError
from tracker.web.database import reading

jobs = ChineseGroup("jobs", help="定时任务：查看、手工执行。")


@jobs.command("list", help="列出定时任务和最近一次运行。")
def list_jobs() -> None:
    """Print the timetable."""
    for job in JOBS:
        with reading() as session:
            beat = last_beat(session, job.name)
        last = f"{beat.beat_at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M:%S}" if beat else "从未"
        click.echo(f"{job.name}\t{job.label}\t每{job.seconds}秒\t最近运行：{last}")


@jobs.command("run", help="执行一次定时任务，例如 reminders：排出并发送到期提醒。")
@click.argument("name", metavar="名称")
@click.option(
    "--at", "moment", metavar="时刻", help="按这个时刻执行，如 2026-10-08T09:00；不写就是现在。"
)
def run_job(name: str, moment: str | None) -> None:
    """Run a job once, here and now or as of a moment; no scheduler starts."""
    job = next((one for one in JOBS if one.name == name), None)
    if job is None:
        known = "、".join(one.name for one in JOBS)
        raise InvalidError(f"没有“{name}”这个定时任务，现有：{known}。")
    with clock.frozen(clock.now() if moment is None else _moment(moment)):
        click.echo(job.run(clock.now(), True))  # noqa: FBT003  the shape of every job


@click.command(
    "scheduler", cls=ChineseCommand, help="单独运行定时程序；可同时开几个，只有一个在办。"
)
@with_appcontext
def scheduler() -> None:
    """Keep the timetable in this process until it is stopped."""
    app = cast("Flask", cast("Any", current_app)._get_current_object())  # noqa: SLF001  Flask's own way
    with suppress(KeyboardInterrupt):
        Candidate(app).stand()


def _moment(written: str) -> datetime:
    """Read an ISO moment; without a zone it is the office's time.

    Raises:
        WrongUsageError: it is none.
    """
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise WrongUsageError(f"没有看懂时刻“{written}”，请写成 2026-10-08T09:00 这样。") from error
    return found.replace(tzinfo=OFFICE_ZONE) if found.tzinfo is None else found
