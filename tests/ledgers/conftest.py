"""A ledger of a few tasks, and workbooks as offices keep them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.factories.tasks import bring_to
from tracker.core.db import Database
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State

Made = Callable[..., Task]
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def made(database: Database, cast: Cast) -> Made:
    """Bring a task to a state of the straight way, each step committed by the one whose turn it is."""

    def make(state: State = State.ACTIVE, **wishes: Any) -> Task:
        with database.transaction() as session:
            return bring_to(session, cast, state, **wishes)

    return make
