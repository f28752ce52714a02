"""The demonstration town shows every state, on any day, and never enters a database that holds data."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from tracker.core import clock
from tracker.core.db import Database
from tracker.core.errors import ConflictError
from tracker.core.files import FileStore
from tracker.demo.load import load_town
from tracker.reports.models import Batch
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Light, light


@pytest.mark.parametrize("day", ["2026-11-21", "2027-01-10", "2027-03-04", "2028-02-29"])
def test_every_state_and_every_light_can_be_seen_on_any_day(
    empty_url: URL, tmp_path: Path, day: str
) -> None:
    at = datetime.fromisoformat(f"{day}T02:00:00").replace(tzinfo=UTC)
    database = Database(empty_url)
    files = FileStore(tmp_path / "kept")
    with database.transaction() as session:
        load_town(session, files, at=at, today=clock.day_of(at))
    with database.reading() as session:
        tasks = session.scalars(select(Task)).all()
        hashes = session.scalars(select(Batch.file_hash)).all()
    database.dispose()
    assert {one.state for one in tasks} == set(State)
    lights = {light(one.state, one.due_on, clock.day_of(at)) for one in tasks}
    assert lights == set(Light)
    assert [files.has(one) for one in hashes] == [True, True]


def test_the_demonstration_is_refused_by_a_database_that_holds_data(
    url: URL, tmp_path: Path
) -> None:
    database = Database(url)
    with pytest.raises(ConflictError, match="空的数据库"), database.transaction() as session:
        load_town(
            session,
            FileStore(tmp_path / "kept"),
            at=datetime(2026, 11, 21, tzinfo=UTC),
            today=clock.today(),
        )
    database.dispose()
    assert not (tmp_path / "kept").exists()
