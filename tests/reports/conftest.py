"""A report that waits to be checked, and a counter of statements."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tests.cast import Cast
from tests.listening import statements
from tests.reports.desk import Desk
from tests.reports.papers import LAST_YEAR, REPORT, own_deed, taken_in
from tracker.core.db import Database
from tracker.reports.models import Batch
from tracker.tasks.actions import open_from_batch


@pytest.fixture
def batch_id(database: Database, cast: Cast) -> int:
    """The id of the town's report, three candidates, nothing confirmed."""
    with database.transaction() as session:
        return taken_in(session, cast, REPORT).id


@pytest.fixture
def last_year(database: Database, cast: Cast) -> int:
    """The id of last year's report, its two problems in the ledger."""
    with database.transaction() as session:
        batch = taken_in(session, cast, LAST_YEAR, 2024)
        open_from_batch(session, batch, batch.unit, own_deed(cast))
        return batch.id


@pytest.fixture
def kept(database: Database) -> Callable[[int], Batch]:
    """Answer a batch as it is kept now, with its findings."""

    def load(batch_id: int) -> Batch:
        with database.reading() as session:
            wanted = select(Batch).where(Batch.id == batch_id)
            return session.scalars(wanted.options(selectinload(Batch.findings))).one()

    return load


@pytest.fixture
def counted(database: Database) -> Callable[[], AbstractContextManager[list[str]]]:
    """Collect the statements that run inside."""
    return lambda: statements(database.engine)


@pytest.fixture
def desk(
    sign_in_as: Callable[[str], FlaskClient], batch_id: int, kept: Callable[[int], Batch]
) -> Desk:
    """The town's clerk before the town's report."""
    return Desk(sign_in_as("zhoumin"), batch_id, kept)


@pytest.fixture
def batch(session: Session, cast: Cast) -> Batch:
    """The town's report with three findings."""
    return taken_in(session, cast)
