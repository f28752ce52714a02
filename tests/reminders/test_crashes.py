"""A sample of the crash trials; ``make crash`` runs all of them, many times over."""

from collections.abc import Iterator

import pytest

from tests.cast import meet_cast
from tests.conftest import NOW, Templates, settings_for
from tests.reminders.conftest import Office
from tests.reminders.crash import trials
from tests.reminders.crash.town import PEOPLE, Town
from tests.reminders.sink import Sink, free_port, running
from tracker.core.db import Database
from tracker.factory import create_app


@pytest.fixture(scope="module")
def town(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town on the evening before many mails are due; every round of a trial begins there again."""
    folder = tmp_path_factory.mktemp("town")
    url = templates.copy(templates.cast, folder / "tracker.db")
    app = create_app(settings_for(url, folder))
    base: Database = app.extensions["database"]
    with base.reading() as session:
        cast = meet_cast(session, NOW.date())
    with running(Sink(free_port())) as sink:
        found = Town(Office(app, base, cast), url, folder, sink)
        found.settle()
        yield found
    base.dispose()


@pytest.mark.parametrize(("place", "handed_over"), trials.PLACES)
def test_killed_at_a_failpoint_everything_arrives(town: Town, place: str, handed_over: int) -> None:
    assert trials.killed_at(town, place, handed_over, rounds=1).messages == PEOPLE


def test_killed_at_random_moments_everything_arrives(town: Town) -> None:
    assert trials.killed_anywhere(town, kills=6, seed=11).kills >= 6


def test_four_side_by_side_say_everything_once(town: Town) -> None:
    assert trials.side_by_side(town, rounds=2).extra == 0


def test_ten_days_asleep_and_an_hour_back_write_down_each_reminder_once(town: Town) -> None:
    assert trials.clock_jumps(town, rounds=1) > PEOPLE


def test_a_server_that_refuses_every_second_one_leaves_the_others_theirs(town: Town) -> None:
    assert trials.half_accepting(town, rounds=1).extra == 0


def test_a_server_that_cuts_the_line_costs_one_copy_of_what_it_took(town: Town) -> None:
    assert trials.cut_after_taking(town, rounds=1).extra == 5


def test_killed_before_a_slow_server_everything_arrives(town: Town) -> None:
    assert trials.slow_and_killed(town, rounds=1).messages == PEOPLE


def test_a_server_that_is_down_loses_nothing(town: Town) -> None:
    assert trials.down(town, rounds=1).extra == 0
