"""Handing over what waits by one way: claim, look again, note the attempt, send, note the outcome."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from tracker.core.db import Database
from tracker.core.failpoints import failpoint
from tracker.reminders import actions
from tracker.reminders.actions import Letter
from tracker.reminders.channels import Handover
from tracker.reminders.queries.sending import Claim, anything_to_send
from tracker.reminders.rules.states import Channel, Outcome
from tracker.workdays.rules import Calendars


@dataclass(slots=True)
class Tally:
    """How many messages went, were put away as needless, or failed."""

    sent: int = 0
    put_away: int = 0
    failed: int = 0


class Way(Protocol):
    """One way out; entered for a run, so that a connection can be kept."""

    @property
    def channel(self) -> Channel:
        """Answer the channel whose messages it takes."""

    def __enter__(self) -> Self:
        """Begin a run."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End a run."""

    def send(self, letter: Letter) -> Handover:
        """Hand a letter over; never raises for what the other side does."""


def holder() -> str:
    """Answer the name of this process among those that may send."""
    return f"{socket.gethostname()}:{os.getpid()}"


def send_waiting(
    base: Database, way: Way, calendars: Calendars, at: datetime, tally: Tally
) -> None:
    """Hand over everything that waits for a way, until nothing does or the way is silent."""
    with base.reading() as session:
        if not anything_to_send(session, way.channel, at):
            return
    with way as entered:
        while claims := _claim(base, way.channel, at):
            failpoint("send.claimed")
            _send_each(base, calendars, at, entered, claims, tally)


def _claim(base: Database, channel: Channel, at: datetime) -> list[Claim]:
    with base.transaction() as session:
        limit = actions.room(session, channel, at=at)
        if not limit:
            return []
        return actions.claim(session, channel, at=at, holder=holder(), limit=limit)


def _send_each(
    base: Database,
    calendars: Calendars,
    at: datetime,
    way: Way,
    claims: list[Claim],
    tally: Tally,
) -> None:
    for position, mine in enumerate(claims):
        with base.transaction() as session:
            letter = actions.begin(session, mine, calendars, at=at)
            failpoint("send.before_begin_commit")
        if letter is None:
            tally.put_away += 1
            continue
        failpoint("send.begun")
        handed = way.send(letter)
        failpoint("send.handed_over")
        with base.transaction() as session:
            actions.finish(session, letter, handed, at=at)
            failpoint("send.before_finish_commit")
        failpoint("send.finished")
        _count(tally, handed)
        silent = handed.outcome is Outcome.UNREACHABLE
        if silent and _give_up(base, way.channel, claims[position + 1 :], at):
            return


def _give_up(base: Database, channel: Channel, rest: list[Claim], at: datetime) -> bool:
    """Give the rest back when the breaker has opened."""
    with base.transaction() as session:
        if actions.room(session, channel, at=at):
            return False
        actions.release(session, rest)
        return True


def _count(tally: Tally, handed: Handover) -> None:
    if handed.outcome is Outcome.SENT:
        tally.sent += 1
    else:
        tally.failed += 1
