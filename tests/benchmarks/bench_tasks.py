"""How fast the daily pages and steps are in a big county, beside a bare page and a bare insert.

Run with ``python -m tests.benchmarks.bench_tasks [tasks …]`` (10,000 unless told; 100000 and 1000000 are the
sizes of docs/performance.md). The county is built once a day and size, in the temporary folder, on SQLite and on
a private PostgreSQL. Times are wall-clock milliseconds of one browser on one connection; beside them stand
the processor time of server and database, statements, and thousands of Python calls, which are the same on a busy machine.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, make_url, select

from tests.benchmarks.browser import Answer, Browser
from tests.benchmarks.county import EVERYWHERE, PASSWORD, RARE, TODAY, build_county
from tests.benchmarks.life import Walk
from tests.benchmarks.servers import Server, serving
from tests.benchmarks.statements import Work, work_of
from tests.postgres import Cluster, programs
from tracker.accounts.models import Person, Unit
from tracker.core.db import Database
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State
from tracker.web.migrations import upgrade

RUNS = 60
SIZES = (10_000,)
CLERK, HANDLER, LEADER = "p0-0", "p0-6", "p0-2"


@dataclass(frozen=True)
class Figure:
    """What one page or step took: median and 95th of a hundred in milliseconds, processor time, work."""

    name: str
    p50: float
    p95: float
    cpu: float
    work: Work | None = None

    def line(self, floor: float) -> str:
        """Answer the figure as a line of the table, with its ratio to the floor."""
        work = f"{self.work.statements} | {self.work.calls / 1000:.0f}" if self.work else " | "
        return f"| {self.name} | {self.p50:.1f} | {self.p95:.1f} | {self.cpu:.1f} | {work} | {self.p50 / floor:.1f} |"


def main() -> None:
    """Measure every size that was asked for on both databases."""
    for tasks in [int(one) for one in sys.argv[1:]] or SIZES:
        for way in (_lite, _postgres):
            with way(tasks) as (url, folder, beside):
                _say(f"\n## {tasks:,} tasks, {url.get_backend_name()}\n")
                _measure(url, folder, beside)


@contextmanager
def _lite(tasks: int) -> Iterator[tuple[URL, Path, int | None]]:
    folder = _folder(tasks)
    url = make_url(f"sqlite:///{folder / 'county.db'}")
    _build(url, tasks, folder / "sqlite.built")
    yield url, folder, None


@contextmanager
def _postgres(tasks: int) -> Iterator[tuple[URL, Path, int | None]]:
    found = programs()
    if found is None:
        _say("PostgreSQL is not installed")
        return
    folder = _folder(tasks)
    cluster = Cluster.at(found, folder / "pg", "-c shared_buffers=512MB")
    try:
        if not (folder / "postgresql.built").exists():
            cluster.create("county")
        url = cluster.url("county")
        _build(url, tasks, folder / "postgresql.built")
        pid = (folder / "pg" / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0]
        yield url, folder, int(pid)
    finally:
        cluster.halt()


def _folder(tasks: int) -> Path:
    folder = Path(tempfile.gettempdir()) / "tracker-bench" / f"{tasks}-{TODAY.isoformat()}"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    folder.parent.chmod(0o755)
    return folder


def _build(url: URL, tasks: int, mark: Path) -> None:
    if mark.exists():
        return
    begun = time.perf_counter()
    upgrade(url)
    database = Database(url)
    build_county(database, tasks)
    database.dispose()
    mark.touch()
    _say(
        f"built {tasks:,} tasks on {url.get_backend_name()} in {time.perf_counter() - begun:.0f} s"
    )


def _measure(url: URL, folder: Path, beside: int | None) -> None:
    pages = _pages(url)
    with serving("tests.benchmarks.floor:app", url, folder, beside) as server:
        bare = Browser(server.port)
        page = _timed(server, "bare page of 50 rows", lambda: bare.get("/page"))
        insert = _timed(server, "bare insert and commit", lambda: bare.get("/insert"))
    _say(
        "| what | p50 ms | p95 ms | CPU ms | statements | 1,000 calls | ÷ floor |\n"
        "| --- | --- | --- | --- | --- | --- | --- |"
    )
    _say(page.line(page.p50))
    _say(insert.line(insert.p50))
    with serving("app:app", url, folder, beside) as server:
        people: dict[str, Browser] = {}
        for name, login, path in pages:
            browser = people.get(login) or _somebody(server, login)
            people[login] = browser
            work = work_of(url, folder, login, path)
            found = _timed(server, f"{name} ({login})", lambda b=browser, p=path: b.get(p))  # type: ignore[misc]  # mypy does not infer a lambda with defaults
            _say(Figure(found.name, found.p50, found.p95, found.cpu, work).line(page.p50))
        before = server.cpu_seconds()
        walk = Walk(url, lambda login: _somebody(server, login))
        taken = walk.take()
        for name, answers in taken.items():
            _say(_figure(name, answers, 0.0).line(insert.p50))
        _say(
            f"\nprocessor time of all steps and their forms: {server.cpu_seconds() - before:.1f} s"
        )
        _say(f"web processes: {server.pss_mib():.0f} MiB PSS together")


def _pages(url: URL) -> list[tuple[str, str, str]]:
    database = Database(url)
    with database.reading() as session:
        town = session.scalars(select(Unit.id).where(Unit.code == "town0")).one()
        person = session.scalars(select(Person.id).where(Person.login == HANDLER)).one()
        task = session.scalars(
            select(Task.id).where(Task.unit_id == town, Task.state == State.ACTIVE).limit(1)
        ).one()
    database.dispose()
    return [
        ("ledger of a town", CLERK, "/ledger"),
        ("ledger of everything", EVERYWHERE, "/ledger"),
        ("page 20 of it", EVERYWHERE, "/ledger?page=20"),
        ("one town of it", EVERYWHERE, f"/ledger?town={town}"),
        ("one state", EVERYWHERE, "/ledger?state=first_review"),
        ("overdue", EVERYWHERE, "/ledger?light=overdue"),
        ("one person", EVERYWHERE, f"/ledger?person={person}"),
        ("open, by due date", EVERYWHERE, "/ledger?open=1&sort=due"),
        ("open, by due date", CLERK, "/ledger?open=1&sort=due"),
        ("by movement", EVERYWHERE, "/ledger?sort=moved"),
        ("search, a word of many", EVERYWHERE, "/ledger?q=%E5%AF%B9%E8%B4%A6"),
        ("search, a rare word", EVERYWHERE, f"/ledger?q={quote(RARE)}"),
        ("search, a word of none", EVERYWHERE, "/ledger?q=%E9%BE%99%E8%88%9F"),
        ("search, a word of many", CLERK, "/ledger?q=%E5%AF%B9%E8%B4%A6"),
        ("my work", CLERK, "/mine"),
        ("my work", HANDLER, "/mine"),
        ("my work", LEADER, "/mine"),
        ("my work", EVERYWHERE, "/mine"),
        ("a task", CLERK, f"/tasks/{task}"),
        ("home", CLERK, "/"),
        ("year at a glance", CLERK, "/glance"),
        ("home", HANDLER, "/"),
        ("home", EVERYWHERE, "/"),
        ("year at a glance", EVERYWHERE, "/glance"),
    ]


def _somebody(server: Server, login: str) -> Browser:
    browser = Browser(server.port)
    browser.sign_in(login, PASSWORD)
    return browser


def _timed(server: Server, name: str, ask: Callable[[], Answer]) -> Figure:
    for _ in range(4):  # both workers have seen it
        ask()
    before = server.cpu_seconds()
    answers = [ask() for _ in range(RUNS)]
    spent = (server.cpu_seconds() - before) * 1000 / RUNS
    return _figure(name, answers, spent)


def _figure(name: str, answers: list[Answer], cpu: float) -> Figure:
    odd = {one.status for one in answers} - {200, 303}
    if odd:
        raise RuntimeError(f"{name} answered {odd}")
    times = sorted(one.milliseconds for one in answers)
    return Figure(name, statistics.median(times), times[int(len(times) * 0.95)], cpu)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
