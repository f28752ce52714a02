"""Processes of the program that can be killed at any place: forked from a server that has it loaded."""

import multiprocessing
import os
import time
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from tests.conftest import settings_for
from tracker.core import clock
from tracker.factory import create_app
from tracker.reminders.jobs import sweep

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__, "tests.reminders.crash.warm"])
_PAUSE = 1.0
_LONGEST = 120.0


def start(
    url: URL, folder: Path, smtp_url: str, at: datetime, failpoint: str = "", *, again: bool = False
) -> BaseProcess:
    """Start a process that sweeps at a moment: once, or every second until it is killed."""
    process = _CONTEXT.Process(
        target=_live,
        args=(url.render_as_string(hide_password=False), folder, smtp_url, at, failpoint, again),
    )
    process.start()
    return process


def ended(process: BaseProcess) -> int:
    """Wait for the end of a process; answer its exit code, negative for the signal that killed it.

    Raises:
        TimeoutError: it does not end.
    """
    process.join(_LONGEST)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError
    return process.exitcode


def killed_after(process: BaseProcess, seconds: float) -> bool:
    """Kill a process after a while, as a power cut would; answer whether it was still at work."""
    process.join(seconds)
    at_work = process.exitcode is None
    with suppress(ProcessLookupError):
        process.kill()
    process.join()
    return at_work


def _live(
    url: str,
    folder: Path,
    smtp_url: str,
    at: datetime,
    failpoint: str,
    again: bool,  # noqa: FBT001  as above
) -> None:
    if failpoint:
        os.environ["TRACKER_FAILPOINT"] = failpoint
    else:
        os.environ.pop("TRACKER_FAILPOINT", None)
    settings = replace(settings_for(make_url(url), folder), smtp_url=smtp_url)
    app = create_app(settings)
    with app.app_context(), clock.frozen(at):
        while True:
            # As the timetable does: a round that fails is over, the next one comes.
            with suppress(SQLAlchemyError) if again else nullcontext():
                sweep(at, everything=True)
            if not again:
                return
            time.sleep(_PAUSE)
