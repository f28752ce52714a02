"""Fifty editors save at once against a running server: every save is taken or refused, and nothing is lost."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy.engine import URL

from tests.benchmarks.browser import Browser
from tests.benchmarks.servers import serving
from tests.cast import PASSWORD, meet_cast
from tests.conftest import NOW, Templates
from tests.factories.tasks import bring_to
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks.models import Task
from tracker.tasks.queries import trail_of
from tracker.tasks.rules.lifecycle import State, Step

EDITORS, SAVES = 50, 20
TAKEN, REFUSED = 303, 409


class Office(NamedTuple):
    """A database with some active tasks, and the address of the server on it."""

    database: Database
    versions: dict[int, int]
    port: int

    @property
    def tasks(self) -> tuple[int, ...]:
        """Answer the ids of the tasks."""
        return tuple(self.versions)


@pytest.fixture
def office(templates: Templates, tmp_path: Path) -> Iterator[Office]:
    """Five tasks in hand and the program with two workers, as it is served."""
    url: URL = templates.copy(templates.cast, tmp_path / "editors.db")
    database = Database(url)
    with clock.frozen(NOW), database.transaction() as session:
        cast = meet_cast(session, NOW.date())
        tasks = [bring_to(session, cast, State.ACTIVE) for _ in range(5)]
    versions = {one.id: one.version for one in tasks}
    with serving("app:app", url, tmp_path) as server:
        yield Office(database, versions, server.port)
    database.dispose()


def save_often(
    browser: Browser, task_id: int, version: int, editor: int
) -> list[tuple[int, str, bool]]:
    """Change the standard of a task in its row again and again; a refusal says what to go on from."""
    path, answers = f"/ledgers/rows/{task_id}/amend", []
    shown = {"version": str(version)}
    for one in range(SAVES):
        words = f"第{editor}人第{one}次"
        typed = {"title": "督促检查", "standard": words}
        sent = browser.post(path, {**shown, **typed})
        answers.append((sent.status, words, words in sent.text))
        # Whoever was taken knows the number that follows theirs, unless somebody else was faster.
        shown = sent.hidden or {"version": str(int(shown["version"]) + 1)}
    return answers


def test_a_thousand_saves_are_taken_or_refused_and_none_is_lost(office: Office) -> None:
    first = Browser(office.port)
    first.sign_in("zhoumin", PASSWORD)
    browsers = [first.twin() for _ in range(EDITORS)]
    # Half of them on one task, the others on four.
    aims = [office.tasks[max(0, editor % 8 - 3)] for editor in range(EDITORS)]
    with ThreadPoolExecutor(EDITORS) as pool:
        begun = [office.versions[one] for one in aims]
        saves = list(pool.map(save_often, browsers, aims, begun, range(EDITORS)))
    for one in (first, *browsers):
        one.close()
    answers = [one for each in saves for one in each]
    statuses = Counter(status for status, _, _ in answers)
    assert statuses[TAKEN] + statuses[REFUSED] == EDITORS * SAVES, statuses
    assert all(kept for status, _, kept in answers if status == REFUSED), "refused words are shown"
    assert sorted(_told(office, set(aims))) == sorted(
        words for status, words, _ in answers if status == TAKEN
    )


def _told(office: Office, task_ids: set[int]) -> list[str]:
    """Answer what the trails say was saved, after holding the versions against them."""
    found: list[str] = []
    with office.database.reading() as session:
        for task_id in task_ids:
            trail = trail_of(session, session.get_one(Task, task_id))
            amended = [one.facts["standard"][1] for one in trail if one.step is Step.AMEND]
            task = session.get_one(Task, task_id)
            assert task.version - office.versions[task_id] == len(amended)
            assert not amended or task.standard == amended[-1]
            found += amended
    return found
