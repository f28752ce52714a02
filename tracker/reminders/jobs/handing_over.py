"""Handing over what waits by one way, in batches: claim, look again, note attempts, send, note outcomes."""

import os
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from tracker.core.db import Database
from tracker.core.failpoints import failpoint
from tracker.reminders import actions
from tracker.reminders.actions import Letter
from tracker.reminders.channels import Handover
from tracker.reminders.queries.sending import anything_to_send
from tracker.reminders.rules.states import Channel, Outcome
from tracker.workdays.rules import Calendars

# A slow server makes batches small: what was not sent by then is given back and claimed again.
_BATCH_SECONDS = 10.0


@dataclass(slots=True)
class Tally:
    """How many messages went, were put away as needless, or failed."""

    sent: int = 0
    put_away: int = 0
    failed: int = 0


class _Batch(NamedTuple):
    """How many messages were claimed, and the letters that some of them made."""

    claimed: int
    letters: list[Letter]


Send = Callable[[Letter], Handover]


class Way(NamedTuple):
    """One way out: whose messages it takes, and how it opens for a run, so that a connection can be kept.

    What it opens hands a letter over, and never raises for what the other side does.
    """

    channel: Channel
    opened: Callable[[], AbstractContextManager[Send]]


def holder() -> str:
    """Answer the name of this process among those that may send."""
    return f"{socket.gethostname()}:{os.getpid()}"


def send_waiting(
    base: Database, way: Way, calendars: Calendars, at: datetime, tally: Tally
) -> None:
    """Hand over everything that waits for a way, batch by batch, until nothing does or the way is silent."""
    with base.reading() as session:
        if not anything_to_send(session, at, way.channel):
            return
    with way.opened() as send:
        while (batch := _begin(base, way.channel, calendars, at)).claimed:
            tally.put_away += batch.claimed - len(batch.letters)
            if batch.letters:
                _send(base, send, batch.letters, at, tally)


def _begin(base: Database, channel: Channel, calendars: Calendars, at: datetime) -> _Batch:
    """Claim a batch and note its attempts, in one transaction."""
    with base.transaction() as session:
        limit = actions.room(session, channel, at=at)
        if not limit:
            return _Batch(0, [])
        claims = actions.claim(session, channel, at=at, holder=holder(), limit=limit)
        failpoint("send.claimed")
        letters = actions.begin(session, claims, calendars, at=at)
        failpoint("send.before_begin_commit")
    return _Batch(len(claims), letters)


def _send(base: Database, send: Send, letters: list[Letter], at: datetime, tally: Tally) -> None:
    """Hand a batch over, then write down how each attempt ended, in one transaction."""
    failpoint("send.begun")
    handed = _hand_over(send, letters)
    left = letters[len(handed) :]
    with base.transaction() as session:
        actions.finish(session, handed, at=at)
        actions.take_back(
            session,
            [one.claim for one in left],
            doubtful=[one.claim.message_id for one in left if one.again],
        )
        failpoint("send.before_finish_commit")
    failpoint("send.finished")
    sent = sum(result.outcome is Outcome.SENT for _, result in handed)
    tally.sent += sent
    tally.failed += len(handed) - sent


def _hand_over(send: Send, letters: list[Letter]) -> list[tuple[Letter, Handover]]:
    """Hand letters over until one meets silence, or until the batch has taken long enough for its lease."""
    until = time.monotonic() + _BATCH_SECONDS
    handed: list[tuple[Letter, Handover]] = []
    for letter in letters:
        result = send(letter)
        failpoint("send.handed_over")
        handed.append((letter, result))
        if result.outcome is Outcome.UNREACHABLE or time.monotonic() > until:
            break
    return handed
