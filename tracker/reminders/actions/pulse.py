"""The pulse: each round of a job notes when and where it ran, and what went wrong."""

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.reminders.models import Heartbeat
from tracker.reminders.rules.clockwork import PULSE

__all__ = ["PULSE", "accept_clock", "beat"]

_LONGEST_ERROR = 300


def beat(session: Session, name: str, *, holder: str, at: datetime, error: str = "") -> None:
    """Note one round of a job."""
    row = session.get(Heartbeat, name)
    if row is None:
        row = Heartbeat(name=name)
        session.add(row)
    row.beat_at = at
    row.holder = holder
    row.last_error = error[:_LONGEST_ERROR]


def accept_clock(session: Session, name: str, *, at: datetime) -> None:
    """Go on by the present clock: a person has compared it with another one."""
    row = session.get(Heartbeat, name)
    if row is not None:
        row.beat_at = at
        row.last_error = ""
