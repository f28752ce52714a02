"""A reading ends so that the next one finds its statements prepared."""

import pytest
from sqlalchemy import select, text

from tests.conftest import ENGINE
from tracker.accounts.models import Unit
from tracker.core.db import Database

_ASKED = 12  # the driver prepares what it was asked five times


@pytest.mark.skipif(ENGINE != "postgresql", reason="about PostgreSQL's prepared statements")
def test_what_is_read_again_and_again_stays_prepared(database: Database) -> None:
    for _ in range(_ASKED):
        with database.reading() as session:
            session.scalars(select(Unit.name)).all()
    with database.reading() as session:
        kept = session.scalars(text("select statement from pg_prepared_statements")).all()
    assert any("unit.name" in one for one in kept)
