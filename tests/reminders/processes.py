"""Real processes of the program, started, watched and killed by tests."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import URL

ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 60.0


def environment(url: URL, folder: Path, **more: str) -> dict[str, str]:
    """Answer the environment of a process that works on one database and one folder."""
    kept = {
        key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "HOME", "TZ"}
    }
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "INSTANCE_PATH": str(folder),
        "SECRET_KEY": "a-key-for-tests-only",
        "SCHEDULER": "off",
        **more,
    }


def start(arguments: list[str], env: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """Start a process of our own Python in a group of its own, its output in a file."""
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=env,
            cwd=ROOT,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def flask(*arguments: str) -> list[str]:
    """Answer the arguments of a command of the program."""
    return ["-m", "flask", "--app", "app", *arguments]


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process and its children at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until(reached: Callable[[], bool], seconds: float = _LONGEST) -> float:
    """Wait until something is so; answer how long it took.

    Raises:
        TimeoutError: it never was.
    """
    begun = time.monotonic()
    while not reached():
        if time.monotonic() - begun > seconds:
            raise TimeoutError
        time.sleep(0.05)
    return time.monotonic() - begun
