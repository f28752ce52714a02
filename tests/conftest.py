"""An application on a migrated database of its own for every test, on SQLite or PostgreSQL."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from tests.apps import application
from tests.cast import Cast, load_cast, meet_cast
from tests.postgres import Cluster, cluster_or_skip
from tests.requirements_plugin import (  # noqa: F401  hooks that pytest finds by name
    pytest_make_collect_report,
    pytest_runtest_makereport,
)
from tracker.accounts.actions import token_hash
from tracker.accounts.models import Person, SignIn
from tracker.core import clock
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.web.migrations import upgrade

# A working Wednesday morning in the office.
NOW = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
ENGINE = os.environ.get("TEST_DATABASE", "sqlite")

# A run depends on the change alone; `pytest --hypothesis-profile=search` tries other values each time.
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.register_profile("search", derandomize=False)
hypothesis.settings.load_profile("same")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what meets a database; the rest has been run on SQLite."""
    if ENGINE != "postgresql":
        return
    meeting = [one for one in items if "templates" in getattr(one, "fixturenames", ())]
    config.hook.pytest_deselected(items=[one for one in items if one not in set(meeting)])
    items[:] = meeting


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A private PostgreSQL cluster on a Unix socket, gone after the run."""
    cluster = cluster_or_skip(tmp_path_factory.mktemp("pg"))
    yield cluster
    cluster.stop()


@dataclass(frozen=True)
class Templates:
    """The migrated databases that tests copy: one empty, one with the standing cast."""

    empty: str
    cast: str
    cluster: Cluster | None

    def copy(self, which: str, target: Path) -> URL:
        """Make a database of its own for one test."""
        if self.cluster is not None:
            return self.cluster.copy(which)
        shutil.copy(which, target)
        return make_url(f"sqlite:///{target}")


@pytest.fixture(scope="session")
def templates(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Templates:
    """Migrate once, load the cast once."""
    folder = tmp_path_factory.mktemp("templates")
    if ENGINE == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgres")
        made = Templates(cluster.create("empty"), cluster.create("with_cast"), cluster)
        urls = [cluster.url(made.empty), cluster.url(made.cast)]
    else:
        made = Templates(str(folder / "empty.db"), str(folder / "cast.db"), None)
        urls = [make_url(f"sqlite:///{made.empty}"), make_url(f"sqlite:///{made.cast}")]
    for url in urls:
        upgrade(url)
    database = Database(urls[1])
    with database.transaction() as session:
        load_cast(session, at=NOW)
    database.dispose()
    return made


@pytest.fixture
def url(templates: Templates, tmp_path: Path) -> URL:
    """A database of its own, with the standing cast."""
    return templates.copy(templates.cast, tmp_path / "tracker.db")


@pytest.fixture
def empty_url(templates: Templates, tmp_path: Path) -> URL:
    """A migrated database with nothing in it."""
    return templates.copy(templates.empty, tmp_path / "empty.db")


@pytest.fixture
def settings(url: URL, tmp_path: Path) -> Settings:
    """Settings for one test."""
    return settings_for(url, tmp_path)


def settings_for(url: URL, folder: Path) -> Settings:
    """Answer settings that keep everything in one folder and start no scheduler."""
    return Settings(
        database_url=url,
        secret_key="a-key-for-tests-only",
        instance_path=folder,
        smtp_url=None,
        port=5000,
        base_url="http://127.0.0.1:5000",
        scheduler_in_web=False,
        tls=False,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application, its clock standing at NOW."""
    with application(settings) as app, clock.frozen(NOW):
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
        yield app


@pytest.fixture
def database(app: Flask) -> Database:
    """The application's database."""
    found: Database = app.extensions["database"]
    return found


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session to call actions with; flushed changes are seen by it alone, and gone afterwards."""
    with Session(database.engine, expire_on_commit=False) as session:
        yield session
        session.rollback()


@pytest.fixture
def cast(database: Database) -> Cast:
    """The standing cast: who they are, as ids and viewers."""
    with database.reading() as session:
        return meet_cast(session, NOW.date())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def sign_in_as(app: Flask, database: Database) -> Callable[[str], FlaskClient]:
    """Open a browser in which one of the cast is signed in, by login."""

    def open_browser(login: str) -> FlaskClient:
        token = f"token-of-{login}"
        with database.transaction() as session:
            person = session.query(Person).filter_by(login=login).one()
            if not session.query(SignIn).filter_by(token_hash=token_hash(token)).count():
                session.add(
                    SignIn(
                        token_hash=token_hash(token),
                        person_id=person.id,
                        started_at=NOW,
                        seen_at=NOW,
                    )
                )
        browser = app.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return browser

    return open_browser
