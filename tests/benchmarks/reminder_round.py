"""One morning of reminders in a process of its own: what it took, as one line of JSON.

``python -m tests.benchmarks.reminder_round MOMENT`` with the settings in the environment.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import insert, select, text

from tracker.accounts.models import Unit
from tracker.core import clock
from tracker.core.db import Database
from tracker.factory import create_app
from tracker.reminders.actions import plan
from tracker.reminders.jobs import sweep
from tracker.reminders.models import Hold
from tracker.reminders.rules.hours import office_day
from tracker.reminders.rules.states import HoldState
from tracker.web.database import database
from tracker.workdays.queries import load_calendars

_IDLE_RUNS = 20
_Done = TypeVar("_Done")


def main() -> None:
    """Sweep once with everything to tell, then look at what the rounds after it take."""
    at = datetime.fromisoformat(sys.argv[1])
    app = create_app()
    with app.app_context(), clock.frozen(at):
        base = database()
        _let_go(base, at)
        at_rest = _peak_mib()
        processor, server = _processor(), _server(base)
        took, swept = _timed(lambda: sweep(at))
        processor, server = _processor() - processor, _server(base) - server
        begun = _processor()
        _plan_all(base, at)
        again = _processor() - begun
        idle = min(_timed(lambda: sweep(at))[0] for _ in range(_IDLE_RUNS))
    told = {
        "told": swept.planned.told,
        "mails": swept.sent,
        "failed": swept.failed,
        "seconds": took,
        "processor": processor,
        "server": server,
        "again": again,
        "idle": idle,
        "at_rest": at_rest,
        "peak": _peak_mib(),
    }
    sys.stdout.write(json.dumps(told) + "\n")


def _let_go(base: Database, at: datetime) -> None:
    """Decide beforehand what the flood brake would ask: yes, all of this is meant."""
    with base.transaction() as session:
        session.execute(
            insert(Hold),
            [
                {
                    "day_on": office_day(at),
                    "unit_id": unit_id,
                    "count": 0,
                    "most_before": 0,
                    "held_at": at,
                    "state": HoldState.RELEASED,
                }
                for unit_id in session.scalars(select(Unit.id).where(Unit.keeps_ledger))
            ],
        )


def _plan_all(base: Database, at: datetime) -> None:
    with base.transaction() as session:
        plan(session, load_calendars(session), at, mail=True, everything=True)


def _timed(work: Callable[[], _Done]) -> tuple[float, _Done]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


def _peak_mib() -> float:
    """Answer the most memory this program held; what getrusage says begins with the size of whoever started it."""
    told = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in told if line.startswith("VmHWM:")) / 1024


def _server(base: Database) -> float:
    """Answer the processor time of PostgreSQL's processes that work for this database; nothing where there are none."""
    if base.engine.dialect.name != "postgresql":
        return 0.0
    wanted = "select pid from pg_stat_activity where datname = current_database()"
    with base.reading() as session:
        pids = session.scalars(text(wanted)).all()
    fields = [Path(f"/proc/{pid}/stat").read_text(encoding="ascii") for pid in pids]
    ticks = [sum(map(int, one.rpartition(")")[2].split()[11:13])) for one in fields]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
