"""How long a morning of reminders takes, beside a bare loop of mails to the same server in the same run.

Run with ``python -m tests.benchmarks.bench_reminders [tasks …]`` (10,000 unless told; 100000 and 1000000 are
the sizes of docs/performance.md). One task of sixteen (or of ten, where people are many) comes to be told of on
the morning, of all others nothing is due; everybody gets one digest. The county is built once a size, in the temporary folder. "s" is of the clock,
"CPU s" the program's own processor time, "server CPU s" that of PostgreSQL's processes which worked for it; the
median of three runs, or as many as RUNS says. "Nothing new" is the quickest of twenty ticks.
"""

import json
import os
import smtplib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from datetime import time as hour
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url

from tests.benchmarks.county import TODAY, build_county
from tests.benchmarks.reminder_county import begin_again, gather
from tests.postgres import Cluster, programs
from tracker.core.clock import OFFICE_ZONE
from tracker.core.db import Database
from tracker.web.migrations import upgrade
from tracker.workdays.queries import load_calendar

ROOT = Path(__file__).resolve().parents[2]
SIZES = (10_000,)
PEOPLE = (1_000, 10_000)
RUNS = int(os.environ.get("RUNS", "3"))
_HEADS = (
    *("database, tasks", "told of", "mails", "s", "CPU s", "server CPU s", "bare loop s"),
    *("all again CPU s", "nothing new ms", "MiB at rest", "MiB peak"),
)
_FOLDER = Path(tempfile.gettempdir()) / "reminders-bench"


@dataclass(frozen=True)
class Round:
    """What the rounds of one county took: medians of the runs."""

    told: int
    mails: int
    failed: int
    seconds: float
    processor: float
    server: float
    again: float
    idle: float
    at_rest: float
    peak: float

    @classmethod
    def of(cls, runs: Sequence[dict[str, float]]) -> "Round":
        """Answer the medians."""
        return cls(**{key: statistics.median(one[key] for one in runs) for key in runs[0]})  # type: ignore[arg-type]  # counts are equal in all runs, so their median is one of them


def main() -> None:
    """Measure every size that was asked for, on both databases."""
    _FOLDER.mkdir(mode=0o755, exist_ok=True)
    _say(f"load {os.getloadavg()[0]:.1f} at the beginning, {os.cpu_count()} processors\n")
    _say(f"| {' | '.join(_HEADS)} |\n| --- |{' ---: |' * (len(_HEADS) - 1)}")
    for tasks in [int(one) for one in sys.argv[1:]] or SIZES:
        for way in (_lite, _postgres) if programs() else (_lite,):
            with way(tasks) as url, _sink() as port:
                for people in PEOPLE:
                    found, bare = _measure(url, people, port)
                    _say(_line(f"{url.get_backend_name()}, {tasks:,}", found, bare))


def _measure(url: URL, people: int, port: int) -> tuple[Round, float]:
    database = Database(url)
    with database.transaction() as session:
        day = load_calendar(session).on_or_after(TODAY)
        gather(session, people, day)
    at = datetime.combine(day, hour(9), tzinfo=OFFICE_ZONE)
    runs, bare = [], []
    for _ in range(RUNS):
        begin_again(database, day)
        database.dispose()
        runs.append(_round(url, at, port))
        bare.append(_bare_loop(port, int(runs[-1]["mails"])))
    return Round.of(runs), statistics.median(bare)


def _round(url: URL, at: datetime, port: int) -> dict[str, float]:
    environment = {
        **os.environ,
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "INSTANCE_PATH": str(_FOLDER),
        "SECRET_KEY": "a-key-for-benchmarks-only",
        "SMTP_URL": f"smtp://127.0.0.1:{port}?from=tracker@county.example",
        "SCHEDULER": "off",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.benchmarks.reminder_round", at.isoformat()]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _bare_loop(port: int, mails: int) -> float:
    """Send as many mails of a fixed text over one connection with nothing but smtplib."""
    text = b"Subject: =?utf-8?b?5o+Q6YaS?=\r\n\r\n" + b"0123456789abcdef" * 200
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        assert server.sock is not None
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number in range(mails):
            server.sendmail("tracker@county.example", f"h{number}@county.example", text)
    return time.perf_counter() - begun


@contextmanager
def _sink() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.smtp_sink", str(port)], cwd=ROOT
    )
    try:
        _when_listening(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _when_listening(port: int) -> None:
    for _ in range(100):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise TimeoutError


@contextmanager
def _lite(tasks: int) -> Iterator[URL]:
    url = make_url(f"sqlite:///{_FOLDER / f'county-{tasks}.db'}")
    _build(url, tasks, f"sqlite-{tasks}")
    yield url


@contextmanager
def _postgres(tasks: int) -> Iterator[URL]:
    found = programs()
    assert found is not None
    cluster = Cluster.at(found, _FOLDER / "pg", "-c shared_buffers=512MB")
    try:
        if not (_FOLDER / f"postgresql-{tasks}.built").exists():
            cluster.create(f"county{tasks}")
        url = cluster.url(f"county{tasks}")
        _build(url, tasks, f"postgresql-{tasks}")
        yield url
    finally:
        cluster.halt()


def _build(url: URL, tasks: int, name: str) -> None:
    mark = _FOLDER / f"{name}.built"
    if mark.exists():
        return
    upgrade(url)
    database = Database(url)
    event.listen(database.engine, "connect", _QUICKLY[url.get_backend_name()])
    build_county(database, tasks)
    database.dispose()
    mark.touch()


def _in_memory(dbapi: Any, _record: object) -> None:
    """Let SQLite build in memory, and without the index for searching, which no reminder reads."""
    dbapi.execute("pragma cache_size=-4000000")
    dbapi.execute("pragma synchronous=off")
    for table, deed in product(("task", "problem"), ("insert", "update")):
        dbapi.execute(f"drop trigger if exists {table}_pairs_{deed}")


def _without_triggers(dbapi: Any, _record: object) -> None:
    dbapi.execute("set session_replication_role = replica")
    dbapi.commit()


_QUICKLY = {"sqlite": _in_memory, "postgresql": _without_triggers}


def _line(name: str, found: Round, bare: float) -> str:
    cells = (
        *(name, f"{found.told:,.0f}", f"{found.mails:,.0f}", f"{found.seconds:.1f}"),
        *(
            f"{found.processor:.1f}",
            f"{found.server:.1f}",
            f"{bare:.1f}",
            f"{found.again:.2f}",
            f"{found.idle * 1000:.0f}",
        ),
        *(f"{found.at_rest:.0f}", f"{found.peak:.0f}"),
    )
    return f"| {' | '.join(cells)} |"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
