"""A real town for journeys: its own instance, its own processes, its own mail server, real Chromium."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.journeys.people import Desk
from tests.reminders.sink import Sink, free_port, running

_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60
_PATIENCE_MS = 90_000  # what is slow on a machine that does much else is not yet wrong
expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Town:
    """A running program and the way to its command line."""

    url: str
    sink: Sink
    environment: dict[str, str]

    def flask(self, *arguments: str, typed: str = "") -> str:
        """Run a command of the program and answer what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *arguments],
            cwd=_ROOT,
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Start the program on an empty, migrated database with a mail server beside it."""
    with open_town(tmp_path / "instance") as town:
        yield town


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration town as it lies on the disk, loaded once; whoever walks through it takes a copy."""
    instance = tmp_path_factory.mktemp("demonstration") / "instance"
    town = Town("", Sink(0), _environment(instance))
    town.flask("db", "upgrade")
    town.flask("demo", "load")
    return instance


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory, laid_out: Path) -> Iterator[Town]:
    """Start the program on a copy of the demonstration town, one for all tests of a file."""
    with open_town(tmp_path_factory.mktemp("town") / "instance", laid_out) as town:
        yield town


@contextmanager
def open_town(instance: Path, laid_out: Path | None = None) -> Iterator[Town]:
    """Keep the program running for as long as the block lasts: on an empty town, or on a copy of one laid out."""
    port = free_port()
    with running(Sink(free_port())) as sink:
        environment = _environment(instance) | {"PORT": str(port), "SMTP_URL": sink.url}
        town = Town(f"http://127.0.0.1:{port}", sink, environment)
        if laid_out is None:
            town.flask("db", "upgrade")
        else:
            shutil.copytree(laid_out, instance)
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", "2", "app:app"],
            cwd=_ROOT,
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(town.url)
            yield town
        finally:
            server.terminate()
            server.wait(timeout=40)


def _environment(instance: Path) -> dict[str, str]:
    """Answer what the program is told about where it lives: SQLite in a folder, without its scheduler."""
    told = {**os.environ, "INSTANCE_PATH": str(instance), "SCHEDULER": "off"}
    told.pop("DATABASE_URL", None)
    return told


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The distribution's Chromium under Playwright."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed")
    playwright: Playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def sit_down(town: Town, chromium: Browser) -> Iterator[Callable[..., Desk]]:
    """Open a browser for a person; at the end nothing may have gone wrong in any of them."""
    desks: list[Desk] = []
    pictures = _ROOT / "artefacts" / "screenshots"
    pictures.mkdir(parents=True, exist_ok=True)

    def open_desk(login: str, password: str, *, width: int = 1440, scripts: bool = True) -> Desk:
        desk = Desk(chromium, town.url, login, pictures, width=width, scripts=scripts)
        desk.page.set_default_timeout(_PATIENCE_MS)
        desks.append(desk)
        desk.sign_in(password)
        return desk

    yield open_desk
    for desk in desks:
        desk.page.context.close()
    assert [fault for desk in desks for fault in desk.faults] == []


def _wait_for(url: str) -> None:
    for _ in range(_START_SECONDS * 10):
        try:
            urllib.request.urlopen(f"{url}/sign-in", timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the program did not start")
