"""What waited too long to be worth telling, by the working days of the units it speaks of."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from tracker.reminders.models import Message
from tracker.reminders.queries.sending import units_in
from tracker.reminders.rules.hours import still_worth_telling
from tracker.workdays.rules import Calendars


def too_old(
    session: Session, messages: Collection[Message], calendars: Calendars, today: date
) -> frozenset[int]:
    """Answer the ids of those messages that no unit they speak of would still want told today."""
    waited = {one.id: one.day_on for one in messages if one.day_on < today}
    if not waited:
        return frozenset()
    units = units_in(session, waited)
    return frozenset(
        message_id
        for message_id, day_on in waited.items()
        if all(
            day_on < still_worth_telling(today, calendars.of(unit_id))
            for unit_id in units.get(message_id, ())
        )
    )
