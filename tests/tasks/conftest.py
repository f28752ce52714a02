"""Tasks brought to a state in the database, and the forms that a browser would send about them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.factories.tasks import bring_to
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks.models import Task
from tracker.tasks.queries import trail_of
from tracker.tasks.rules.lifecycle import State

SignIn = Callable[[str], FlaskClient]
Made = Callable[..., Task]
Filled = Callable[..., dict[str, Any]]


@pytest.fixture
def made(database: Database, cast: Cast) -> Made:
    """Bring a task to a state of the straight way, each step committed by the one whose turn it is."""

    def make(state: State = State.ACTIVE, **wishes: Any) -> Task:
        with database.transaction() as session:
            return bring_to(session, cast, state, **wishes)

    return make


@pytest.fixture
def filled(database: Database) -> Filled:
    """Answer what a form of a task's step carries by itself, with what was typed on top."""

    def fill(task: Task, **typed: Any) -> dict[str, Any]:
        with database.reading() as session:
            now = session.get_one(Task, task.id)
            return {
                "version": now.version,
                "seen": len(trail_of(session, now)),
                "done_on": clock.today().isoformat(),
                **typed,
            }

    return fill


@pytest.fixture
def later() -> str:
    """A day a month from now, as a form sends it."""
    return (clock.today() + timedelta(days=30)).isoformat()


def state_of(database: Database, task: Task) -> State:
    """Answer where a task stands in the database."""
    with database.reading() as session:
        return session.get_one(Task, task.id).state
