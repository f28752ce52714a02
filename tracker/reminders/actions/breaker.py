"""The breaker of a way out: after failures in a row it rests, so that an outage costs no attempts.

Mail has one for all; each robot has its own, so that one dead address stops nobody else.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tracker.reminders.models import ChannelState, Robot
from tracker.reminders.queries.sending import breaker
from tracker.reminders.rules.states import ROBOTS, Channel

_FAILURES = 5
_REST = timedelta(minutes=5)
# A crash while a batch is on its way sends it once more under the same ids, which mail programs show once.
# Whoever reads a group sees every copy, so there it is one at a time.
_MAILS = 50
_POSTS = 1
_LONGEST_ERROR = 300


def room(session: Session, channel: Channel, *, at: datetime) -> int:
    """Answer how many messages may be claimed now: none while it rests, one to probe, else a batch."""
    state = breaker(session, channel)
    if state is None or state.failures < _FAILURES:
        return _POSTS if channel in ROBOTS else _MAILS
    resting = state.paused_until is not None and at < state.paused_until
    return 0 if resting else 1


def note_silence(
    session: Session, channel: Channel, error: str, *, at: datetime, robot: Robot | None = None
) -> None:
    """Count a failure to connect; the fifth in a row opens the breaker for five minutes."""
    state = _state_of(session, channel, robot, at)
    state.failures += 1
    state.last_error = error[:_LONGEST_ERROR]
    if isinstance(state, ChannelState):
        state.changed_at = at
    if state.failures >= _FAILURES:
        state.paused_until = at + _REST
    session.flush()  # two senders may meet here; the primary key must speak up at once


def note_contact(
    session: Session, channel: Channel, *, at: datetime, robot: Robot | None = None
) -> None:
    """Close the breaker: the other side answered, if only to refuse."""
    state = breaker(session, channel) if robot is None else _again(session, robot)
    if state is None or state.failures == 0:
        return
    state.failures = 0
    state.paused_until = None
    state.last_error = ""
    if isinstance(state, ChannelState):
        state.changed_at = at


def _state_of(
    session: Session, channel: Channel, robot: Robot | None, at: datetime
) -> ChannelState | Robot:
    if robot is not None:
        return _again(session, robot)
    state = breaker(session, channel)
    if state is None:
        state = ChannelState(channel=channel, failures=0, changed_at=at)
        session.add(state)
    return state


def _again(session: Session, robot: Robot) -> Robot:
    return session.get_one(Robot, robot.id, populate_existing=True)
