"""The program as it is served, two gunicorn workers, with what its processes cost; and a private PostgreSQL."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from sqlalchemy.engine import URL

ROOT = Path(__file__).resolve().parents[2]
WORKERS, THREADS = 2, 4  # as in tracker/gunicorn.py
_TICKS = os.sysconf("SC_CLK_TCK")
_READY_WITHIN = 120.0  # a machine that does much else starts slowly


@dataclass(frozen=True)
class Server:
    """A running server; ``beside`` are other processes whose work counts (those of the database)."""

    port: int
    process: "subprocess.Popen[bytes]"
    beside: int | None

    @property
    def workers(self) -> list[int]:
        """Answer the ids of the web processes, the one that keeps the others included."""
        return [self.process.pid, *_children(self.process.pid)]

    def cpu_seconds(self) -> float:
        """Answer the processor time that server and database have used so far."""
        beside = [] if self.beside is None else [self.beside, *_children(self.beside)]
        return sum(_ticks(one) for one in [*self.workers, *beside]) / _TICKS

    def pss_mib(self) -> float:
        """Answer what the web processes hold of memory, shared pages divided among those who share."""
        return sum(_pss_kib(one) for one in self.workers) / 1024


@contextmanager
def serving(app: str, url: URL, folder: Path, beside: int | None = None) -> Iterator[Server]:
    """Serve an application as `make run` does, on a free port, until the end of the block."""
    port = _free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "INSTANCE_PATH": str(folder),
        "SECRET_KEY": "a-key-for-benchmarks-only",
        "SCHEDULER": "off",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *_how(app), app]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        _wait_for(port)
        yield Server(port, process, beside)
    finally:
        os.killpg(process.pid, signal.SIGQUIT)  # at once: nobody asks any more
        process.wait()


def _how(app: str) -> list[str]:
    """Answer how the program is served, and anything else as much like it as it can be."""
    if app == "app:app":
        return ["--config", "python:tracker.gunicorn"]
    given = {"workers": WORKERS, "threads": THREADS, "keep-alive": 20, "log-level": "warning"}
    return [part for name, value in given.items() for part in (f"--{name}", str(value))]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + _READY_WITHIN
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/sign-in")
            connection.getresponse().read()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(one) for one in found.split()]


def _ticks(pid: int) -> int:
    """Answer the processor time of a process and of its ended children, in ticks (proc(5), stat)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(int(one) for one in fields[11:15])


def _pss_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
