"""How one person wants to be told, and whose hour has come."""

from datetime import time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.reminders.models import Preference
from tracker.reminders.queries.ladders import wishes
from tracker.reminders.rules.wishes import DEFAULT_WISH, Wish


def wish_of(session: Session, person_id: int) -> Wish:
    """Answer how a person wants to be told."""
    return wishes(session, {person_id}).get(person_id, DEFAULT_WISH)


def hours_begun(session: Session, now: time) -> int:
    """Answer how many of the hours that people chose have come today."""
    minutes = now.hour * 60 + now.minute
    wanted = select(func.count(Preference.not_before.distinct()))
    return session.scalar(wanted.where(Preference.not_before <= minutes)) or 0
