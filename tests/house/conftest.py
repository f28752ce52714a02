"""The demonstration town behind real routes: every page has something to show, every id something to find."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.apps import application
from tests.conftest import NOW, Templates, settings_for
from tracker.accounts.actions import open_sign_in
from tracker.accounts.models import Person
from tracker.core import clock
from tracker.core.db import Database
from tracker.demo.load import load_town
from tracker.web.database import file_store


@dataclass(frozen=True)
class LoadedTown:
    """The demonstration town as it lies on disk, made once and copied for each test."""

    database: str
    folder: Path


@pytest.fixture(scope="session")
def loaded_town(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> LoadedTown:
    """Load the demonstration town once."""
    folder = tmp_path_factory.mktemp("town")
    url = templates.copy(templates.empty, tmp_path_factory.mktemp("loaded") / "town.db")
    with application(settings_for(url, folder)) as app, clock.frozen(NOW), app.app_context():
        database: Database = app.extensions["database"]
        with database.transaction() as session:
            load_town(session, file_store(), at=NOW, today=NOW.date())
    assert url.database is not None
    return LoadedTown(url.database, folder)


@pytest.fixture
def town(templates: Templates, loaded_town: LoadedTown, tmp_path: Path) -> Iterator[Flask]:
    """An application on the demonstration town, with the checks of a real one (CSRF included)."""
    with moved_into(loaded_town, templates, tmp_path) as app:
        yield app


@contextmanager
def moved_into(town: LoadedTown, templates: Templates, folder: Path) -> Iterator[Flask]:
    """Open an application on a copy of a town in a folder of its own."""
    shutil.copytree(town.folder, folder, dirs_exist_ok=True)
    url = templates.copy(town.database, folder / "tracker.db")
    with application(settings_for(url, folder)) as app, clock.frozen(NOW):
        app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
        yield app


@pytest.fixture
def enter(town: Flask) -> Callable[[str], FlaskClient]:
    """Open a browser in which one of the town's people is signed in, by login."""

    def open_browser(login: str) -> FlaskClient:
        database: Database = town.extensions["database"]
        with database.transaction() as session:
            person = session.scalars(select(Person).where(Person.login == login)).one()
            token = open_sign_in(session, person, at=NOW)
        browser = town.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return browser

    return open_browser
