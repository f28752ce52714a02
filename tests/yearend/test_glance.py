"""The glance at a year is read lightly, and says what the year's own page says."""

from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.yearend.conftest import unit
from tracker.core.db import Database
from tracker.home.pages import year_glance
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.queries import standing_facts, year_facts

TODAY = date(2026, 12, 31)  # nothing in the town was done later


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("sustained_counts", [False, True])
@pytest.mark.parametrize("code", ["qinghe", "baishi"])
def test_the_light_reading_gives_the_figures_of_the_whole_one(
    session: Session, code: str, *, sustained_counts: bool
) -> None:
    town = unit(session, code)
    town.sustained_counts = sustained_counts
    light, whole = standing_facts(session, town, TODAY), year_facts(session, town, 2026, TODAY)
    assert year_glance(light) == year_glance(whole)
    assert [one.id for one in light.tasks] == [one.id for one in whole.tasks]
    assert [one.origin for one in light.problems] == [one.origin for one in whole.problems]


@pytest.mark.usefixtures("town")
def test_the_town_tells_of_joined_ended_lasting_and_late_work(session: Session) -> None:
    facts = standing_facts(session, unit(session), TODAY)
    states = {one.state for one in facts.tasks}
    assert {State.CLOSED, State.SUSTAINED, State.ENDED, State.JOINED, State.ACTIVE} <= states
    assert any(one.measures for one in facts.tasks)


@pytest.mark.usefixtures("town")
def test_the_light_reading_asks_for_nobodys_words(database: Database) -> None:
    asked: list[str] = []
    with database.reading() as session:
        town = unit(session)
        event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        standing_facts(session, town, TODAY)
    assert len(asked) == 3
    for words in ("problem.text", "task.title", "measure.text", "progress", "evidence"):
        assert not any(words in one for one in asked), words
