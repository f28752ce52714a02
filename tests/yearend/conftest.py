"""The town at the end of 2026, in the database and read back as facts."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.yearend import AS_OF, AT, whole_town
from tracker.accounts.models import SignIn, Unit
from tracker.core import clock
from tracker.core.db import Database
from tracker.yearend.queries import year_facts
from tracker.yearend.rules.facts import YearFacts


@pytest.fixture
def town(database: Database, cast: Cast) -> None:
    """Write the whole town into the application's database."""
    with database.transaction() as session:
        whole_town(session, cast)


@pytest.fixture
def december(app: Flask) -> Iterator[None]:  # noqa: ARG001  within the application, whose clock stands in March
    """Let the clock stand in the middle of December 2026."""
    with clock.frozen(AT):
        yield


@pytest.fixture
def facts(town: None, database: Database) -> YearFacts:  # noqa: ARG001  the town must be there
    """The town's year as facts."""
    with database.reading() as session:
        return year_facts(session, unit(session), 2026, AS_OF)


def unit(session: Session, code: str = "qinghe") -> Unit:
    """Answer the unit with a code."""
    return session.scalars(select(Unit).where(Unit.code == code)).one()


@pytest.fixture
def browser_of(
    december: None,  # noqa: ARG001  the sign-in is of that day
    sign_in_as: Callable[[str], FlaskClient],
    database: Database,
) -> Callable[[str], FlaskClient]:
    """Open a browser in which one of the cast signed in that December morning."""
    return signing_in(sign_in_as, database, AT)


def signing_in(
    sign_in_as: Callable[[str], FlaskClient], database: Database, at: datetime
) -> Callable[[str], FlaskClient]:
    """Let every sign-in be of a moment, so that it has not ended by the clock of that day."""

    def open_browser(login: str) -> FlaskClient:
        browser = sign_in_as(login)
        with database.transaction() as session:
            session.execute(update(SignIn).values(started_at=at, seen_at=at))
        return browser

    return open_browser
