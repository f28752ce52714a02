"""The demonstration town behind real routes: every page has something to show, every id something to find."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.engine import URL

from tests.apps import application
from tests.conftest import NOW, settings_for
from tracker.accounts.actions import open_sign_in
from tracker.accounts.models import Person
from tracker.core import clock
from tracker.core.db import Database
from tracker.demo.load import load_town
from tracker.web.database import file_store


@pytest.fixture
def town(empty_url: URL, tmp_path: Path) -> Iterator[Flask]:
    """An application on the demonstration town, with the checks of a real one (CSRF included)."""
    with application(settings_for(empty_url, tmp_path)) as app, clock.frozen(NOW):
        app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
        database: Database = app.extensions["database"]
        with app.app_context(), database.transaction() as session:
            load_town(session, file_store(), at=NOW, today=NOW.date())
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
