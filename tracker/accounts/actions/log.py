"""The log of accounts: one line for each sign-in, refusal and change."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.accounts.models import AccountEvent


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand changed something, and when; ``person_id`` None is the console of the server."""

    person_id: int | None
    at: datetime


def note(session: Session, kind: str, subject: str, hand: Hand, detail: str = "") -> None:
    """Add one line to the log."""
    session.add(
        AccountEvent(at=hand.at, actor_id=hand.person_id, kind=kind, subject=subject, detail=detail)
    )
