"""All crash trials, many times over: minutes to an hour, so only ``make crash`` collects this file."""

import os
import signal
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.reminders.conftest import Office
from tests.reminders.crash import trials
from tests.reminders.crash.figures import note, note_words
from tests.reminders.crash.town import Town
from tests.reminders.processes import environment, flask, kill, start, until
from tests.reminders.sink import Sink
from tests.reminders.test_crashes import town  # noqa: F401  a fixture that pytest finds by name
from tests.reminders.test_leader import leader, rests, said

ROUNDS = int(os.environ.get("ROUNDS", "20"))
KILLS = int(os.environ.get("KILLS", "300"))
SCHEDULERS = 4
LOCKED_SECONDS = 60.0


@pytest.mark.parametrize(("place", "handed_over"), trials.PLACES)
def test_killed_at_every_failpoint(town: Town, place: str, handed_over: int) -> None:  # noqa: F811  the fixture
    found = trials.killed_at(town, place, handed_over, ROUNDS)
    note(town.url.get_backend_name(), f"kill −9 at `{place}`", found)
    assert found.kills == ROUNDS


def test_killed_at_random_moments(town: Town) -> None:  # noqa: F811  as above
    found = trials.killed_anywhere(town, KILLS, seed=20_260_318)
    note(town.url.get_backend_name(), "kill −9 at random moments, another sweep beside it", found)
    assert found.kills >= KILLS


def test_four_sweeps_side_by_side(town: Town) -> None:  # noqa: F811  as above
    found = trials.side_by_side(town, ROUNDS)
    note(town.url.get_backend_name(), "four sweeps at once", found)
    assert found.extra == 0


def test_a_bad_mail_server(town: Town) -> None:  # noqa: F811  as above
    engine = town.url.get_backend_name()
    few = max(1, ROUNDS // 4)
    note(engine, "mail server down for 20 minutes", trials.down(town, few))
    note(engine, "mail server slow, and kill −9", trials.slow_and_killed(town, few))
    note(engine, "mail server refuses every second address", trials.half_accepting(town, few))
    found = trials.cut_after_taking(town, few)
    note(engine, "mail server takes five mails and cuts the line", found)
    assert found.extra == 5 * few


def test_ten_days_asleep_and_an_hour_back(town: Town) -> None:  # noqa: F811  as above
    few = max(1, ROUNDS // 4)
    facts = trials.clock_jumps(town, few)
    assert facts > 0
    note_words(
        town.url.get_backend_name(),
        f"Ten days asleep, killed while planning, then an hour back: {few} rounds, {facts} reminders written down,"
        " each once and the same as without kill and jump.",
    )


def test_a_locked_database(town: Town) -> None:  # noqa: F811  as above
    took = trials.database_locked(town, LOCKED_SECONDS)
    note_words(
        town.url.get_backend_name(),
        f"Database locked for {LOCKED_SECONDS:.0f} s: the loop lived on, and {took:.1f} s after the lock was gone"
        " everything had arrived, once.",
    )


def test_of_four_schedulers_one_leads(office: Office, url: URL, tmp_path: Path, sink: Sink) -> None:
    env = environment(url, tmp_path, SMTP_URL=sink.url)
    takeovers: list[float] = []
    living = {}
    try:
        for number in range(SCHEDULERS):
            process = start(flask("scheduler"), env, tmp_path / f"scheduler-{number}.log")
            living[process.pid] = process
        for _ in range(SCHEDULERS - 2):
            until(lambda: leader(office.database) in living)
            kill(living.pop(leader(office.database)))
            takeovers.append(until(lambda: leader(office.database) in living, 30))
        frozen = leader(office.database)
        until(lambda: rests(office.database, frozen))
        os.kill(frozen, signal.SIGSTOP)
        thawed = until(lambda: leader(office.database) in {*living} - {frozen}, 30)
        os.kill(frozen, signal.SIGCONT)
        until(lambda: "no longer leading" in said(tmp_path))
        assert said(tmp_path).count('"leading"') == SCHEDULERS  # one at first, one after each loss
    finally:
        for process in living.values():
            kill(process)
    words = "、".join(f"{one:.1f}" for one in takeovers).replace("、", ", ")
    note_words(
        url.get_backend_name(),
        f"Four schedulers at once: exactly one leads; killed with −9 twice, the next led after {words} s; frozen"
        f" (SIGSTOP), after {thawed:.1f} s, and thawed it led no more.",
    )
    assert max(takeovers) < 5
