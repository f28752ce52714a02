"""The trials: what is done to the processes of a town, and what it may cost at most."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from tests.reminders.conftest import TEN, moment
from tests.reminders.crash.children import ended, killed_after, start
from tests.reminders.crash.town import PEOPLE, Town
from tests.reminders.processes import until
from tests.reminders.sink import Sink, free_port
from tracker.reminders.rules.states import MessageState

AT = moment(TEN)
_KILLED = -9
_MEASURED = 10  # so often it is measured how long sweeps take
# Places to be killed at (``:n`` the n-th time it is passed), and how many mails had been handed over by then.
PLACES = (
    ("plan.facts_written", 0),
    ("plan.messages_written", 0),
    ("plan.before_commit", 0),
    ("sweep.planned", 0),
    ("send.claimed", 0),
    ("send.before_begin_commit", 0),
    ("send.begun", 0),
    ("send.handed_over:1", 1),
    ("send.handed_over:7", 7),
    ("send.before_finish_commit", PEOPLE),
    ("send.finished", 0),
)


@dataclass
class Tally:
    """What some rounds of a trial came to; ``most`` copies of one message arrived."""

    rounds: int = 0
    kills: int = 0
    messages: int = 0
    extra: int = 0
    most: int = 0

    def add(self, town: Town, *, kills: int, allowed: int, dead: int = 0) -> None:
        """Let the witness look, and hold what it saw against what the proof allows."""
        seen = town.witness(dead=dead)
        assert seen.extra <= allowed
        assert seen.most <= 1 + kills
        self.rounds += 1
        self.kills += kills
        self.messages += seen.messages
        self.extra += seen.extra
        self.most = max(self.most, seen.most)


def killed_at(town: Town, place: str, handed_over: int, rounds: int) -> Tally:
    """Kill a sweep at a failpoint, let another one follow, and a third that must find nothing to do."""
    name, _, count = place.partition(":")
    tally = Tally()
    for _ in range(rounds):
        town.begin_again()
        assert sweep(town, failpoint=f"{name}:kill:{count or 1}") == _KILLED
        town.let_leases_lapse()
        assert sweep(town) == 0
        assert sweep(town) == 0
        tally.add(town, kills=1, allowed=handed_over)
    return tally


def killed_anywhere(town: Town, kills: int, seed: int) -> Tally:
    """Kill one of two sweeps that run side by side at a random moment, until so many were killed at work.

    The moments are spread over as long as two such sweeps just took, so that they fall into planning, sending
    and writing down alike, whatever else the machine does.
    """
    chance = random.Random(seed)
    tally, window = Tally(), 0.0
    town.sink.stall_seconds = 0.01
    while tally.kills < kills:
        if tally.rounds % _MEASURED == 0:
            _, window = _two_sweeps(town, None)
        struck, _ = _two_sweeps(town, chance.uniform(0, window))
        town.let_leases_lapse()
        assert sweep(town) == 0
        tally.add(town, kills=int(struck), allowed=PEOPLE if struck else 0)
    town.sink.stall_seconds = 0
    return tally


def _two_sweeps(town: Town, killed_at: float | None) -> tuple[bool, float]:
    """Let two sweeps run, one until it is killed; answer whether that one was at work, and how long all took."""
    town.begin_again()
    begun = time.monotonic()
    victim = start(town.url, town.folder, town.sink.url, AT)
    beside = start(town.url, town.folder, town.sink.url, AT)
    struck = False
    if killed_at is None:
        assert ended(victim) == 0
    else:
        struck = killed_after(victim, killed_at)
    assert ended(beside) == 0
    return struck, time.monotonic() - begun


def side_by_side(town: Town, rounds: int) -> Tally:
    """Let four sweeps run at once; nothing is said twice."""
    tally = Tally()
    for _ in range(rounds):
        town.begin_again()
        four = [start(town.url, town.folder, town.sink.url, AT) for _ in range(4)]
        assert [ended(one) for one in four] == [0] * 4
        tally.add(town, kills=0, allowed=0)
    return tally


def clock_jumps(town: Town, rounds: int) -> int:
    """Sleep ten days, wake with a kill in the middle of planning, jump an hour back; answer how many facts.

    What is written down is the same as without the kill and the jump, each once.
    """
    later = AT + timedelta(days=10)
    town.begin_again()
    assert sweep(town, at=later) == 0
    expected = town.facts()
    assert len(expected) > PEOPLE
    for _ in range(rounds):
        town.begin_again()
        assert sweep(town, at=later, failpoint="plan.before_commit:kill") == _KILLED
        for at in (later, later - timedelta(hours=1), later):
            town.let_leases_lapse()
            assert sweep(town, at=at) == 0
        assert town.facts() == expected
        # Each of the people got one mail about all ten days.
        copies = Counter(str(one["Message-ID"]) for one in town.sink.mails)
        assert len(copies) >= PEOPLE  # one mail each about all ten days
        assert max(copies.values()) == 1
    return len(expected) * rounds


def half_accepting(town: Town, rounds: int) -> Tally:
    """Let the server refuse every second address for ever: these are dead, the others arrive once."""
    tally = Tally()
    refused = [f"p{one}@qinghe.example" for one in range(0, PEOPLE, 2)]
    for _ in range(rounds):
        town.begin_again()
        town.sink.refuse.update(dict.fromkeys(refused, "550 5.1.1 no such user"))
        assert sweep(town) == 0
        town.sink.refuse.clear()
        assert sweep(town) == 0
        tally.add(town, kills=0, allowed=0, dead=len(refused))
    return tally


def cut_after_taking(town: Town, rounds: int) -> Tally:
    """Let the server take five mails and cut the line before answering: these five go once more."""
    tally = Tally()
    for _ in range(rounds):
        town.begin_again()
        town.sink.cut_after_data = 5
        assert sweep(town) == 0
        assert sweep(town, at=AT + timedelta(minutes=2)) == 0
        seen = town.witness()
        assert seen.extra == 5
        assert seen.most == 2
        tally.rounds += 1
        tally.messages += seen.messages
        tally.extra += seen.extra
        tally.most = seen.most
    return tally


def slow_and_killed(town: Town, rounds: int) -> Tally:
    """Let the server take 0.2 s a mail, and kill the sender in the middle."""
    tally = Tally()
    town.sink.stall_seconds = 0.2
    for _ in range(rounds):
        town.begin_again()
        sender = start(town.url, town.folder, town.sink.url, AT)
        until(lambda: len(town.sink.mails) >= 3)
        assert killed_after(sender, 0)
        handed_over = len(town.sink.mails) + 1  # one may be on its way
        town.let_leases_lapse()
        assert sweep(town) == 0
        tally.add(town, kills=1, allowed=handed_over)
    town.sink.stall_seconds = 0
    return tally


def down(town: Town, rounds: int) -> Tally:
    """Let the server be down for twenty minutes: no attempt is lost, everything arrives once it is back."""
    tally = Tally()
    nobody = Sink(free_port()).url
    for _ in range(rounds):
        town.begin_again()
        for minute in (0, 5, 10, 15):
            at = AT + timedelta(minutes=minute)
            assert ended(start(town.url, town.folder, nobody, at)) == 0
        assert set(town.office.mail_states()) == {MessageState.WAITING}
        assert sweep(town, at=AT + timedelta(minutes=21)) == 0
        tally.add(town, kills=0, allowed=0)
    return tally


def database_locked(town: Town, seconds: float) -> float:
    """Lock the database in the middle of a working day; answer how long after it everything had arrived."""
    town.begin_again()
    with _locked(town):
        timetable = start(town.url, town.folder, town.sink.url, AT, again=True)
        time.sleep(seconds)
        assert town.sink.mails == []
        assert timetable.exitcode is None  # the loop outlives it
    try:
        took = until(lambda: len(town.sink.mails) >= PEOPLE)
        time.sleep(2)
    finally:
        timetable.kill()
        timetable.join()
    town.let_leases_lapse()
    assert sweep(town) == 0
    town.witness()
    return took


def sweep(town: Town, at: datetime = AT, failpoint: str = "") -> int:
    """Let one process sweep; answer its exit code."""
    return ended(start(town.url, town.folder, town.sink.url, at, failpoint))


@contextmanager
def _locked(town: Town) -> Iterator[None]:
    """Keep everybody else from writing: SQLite's one write lock, or the tables that a sweep writes."""
    with town.office.database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("set local idle_in_transaction_session_timeout = 0"))
            connection.execute(text("lock table message, reminder_cursor in exclusive mode"))
        yield
