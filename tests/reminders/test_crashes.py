"""Killed at every decisive place, by real kills of real processes: nothing is lost, nothing doubled without proof."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.engine import URL

from tests.reminders.conftest import Office, moment
from tests.reminders.processes import environment, flask, start
from tests.reminders.sink import Sink
from tracker.reminders.models import Attempt, InboxItem, Message, ReminderFact
from tracker.reminders.rules.states import MessageState

START = date(2026, 3, 18)
DUE = date(2026, 4, 30)
TEN = date(2026, 4, 20)
_KILLED = -9
# failpoint, and how many extra copies a kill there may cost
PLACES = (
    ("plan.facts_written", 0),
    ("plan.messages_written", 0),
    ("plan.before_commit", 0),
    ("sweep.planned", 0),
    ("send.claimed", 0),
    ("send.before_begin_commit", 0),
    ("send.begun", 0),
    ("send.handed_over", 1),
    ("send.before_finish_commit", 1),
    ("send.finished", 0),
)


def run(office: Office, url: URL, folder: Path, sink: Sink, failpoint: str | None = None) -> int:
    """Run one sweep as a process of its own; answer its exit code."""
    more = {"SMTP_URL": sink.url}
    if failpoint is not None:
        more["TRACKER_FAILPOINT"] = f"{failpoint}:kill"
    office.database.dispose()
    process = start(
        flask("jobs", "run", "reminders", "--at", moment(TEN).isoformat()),
        environment(url, folder, **more),
        folder / "sweep.log",
    )
    return process.wait(timeout=60)


def let_leases_lapse(office: Office) -> None:
    """Do what three minutes of waiting would do."""
    with office.database.transaction() as session:
        session.execute(
            update(Message)
            .where(Message.lease_until.is_not(None))
            .values(lease_until=datetime(2020, 1, 1, tzinfo=UTC))
        )


@pytest.mark.parametrize(("place", "extra"), PLACES)
def test_killed_at_a_failpoint_everything_arrives(
    office: Office, url: URL, tmp_path: Path, sink: Sink, place: str, extra: int
) -> None:
    for _ in range(2):
        office.task(due_on=DUE, given_at=moment(START))
    office.plan(moment(START, 10))
    known = len(office.told())

    assert run(office, url, tmp_path, sink, place) == _KILLED
    let_leases_lapse(office)
    assert run(office, url, tmp_path, sink) == 0
    assert run(office, url, tmp_path, sink) == 0

    told = office.told()[known:]
    assert Counter(told) == {("due_10", login, TEN): 2 for login in ("liqiang", "wanglixin")}
    assert [one.state for one in office.mails()] == [MessageState.SENT] * 2
    copies = Counter(str(one["Message-ID"]) for one in sink.mails)
    assert len(copies) == 2  # the witness saw both
    assert sum(copies.values()) <= 2 + extra
    with office.database.reading() as session:
        today = select(func.count(InboxItem.id)).where(InboxItem.at >= moment(TEN, 8))
        assert session.scalar(today) == 2
        facts = session.scalar(select(func.count(ReminderFact.id)))
        assert facts == known + 4
        attempts = session.scalar(select(func.count(Attempt.id)))
        assert attempts is not None
        assert attempts >= sum(copies.values())
