"""Whose mail does not arrive: the last one was given up, and none has gone since."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Appointment, Person
from tracker.core.many import among
from tracker.reminders.models import Message
from tracker.reminders.rules.states import Channel, MessageState

_LOOK_BACK = timedelta(days=30)
_SHOWN = 50
_ENDED = (MessageState.SENT, MessageState.DEAD)


class FailingMail(NamedTuple):
    """A person whose mail does not arrive: the address, since which day's mail, and what the other side said."""

    person_id: int
    name: str
    address: str
    day_on: date
    error: str


def failing_in(session: Session, unit_ids: Collection[int], today: date) -> Sequence[FailingMail]:
    """Answer those of the people who serve in some units whose mail does not arrive, fifty at most."""
    wanted = _failing(today).where(_serves_in(unit_ids)).order_by(Person.id)
    return [FailingMail(*row) for row in session.execute(wanted.limit(_SHOWN))]


def failing_of(session: Session, person_id: int, today: date) -> FailingMail | None:
    """Answer how a person's own mail does not arrive, or None when it does."""
    row = session.execute(_failing(today).where(Person.id == person_id)).one_or_none()
    return FailingMail(*row) if row else None


def any_failing(session: Session, unit_ids: Collection[int], today: date) -> bool:
    """Answer whether there is anybody in some units whose mail does not arrive."""
    found = _failing(today).where(_serves_in(unit_ids)).exists()
    return bool(session.scalar(select(found)))


def _failing(today: date) -> Select[*tuple[Any, ...]]:
    later = aliased(Message)
    since = exists().where(
        later.person_id == Message.person_id,
        later.channel == Channel.MAIL,
        later.state.in_(_ENDED),
        later.id > Message.id,
    )
    return (
        select(Person.id, Person.name, Person.email, Message.day_on, Message.last_error)
        .join(Message, Message.person_id == Person.id)
        .where(
            Message.state == MessageState.DEAD,
            Message.channel == Channel.MAIL,
            Message.day_on >= today - _LOOK_BACK,
            Person.disabled_at.is_(None),
            Person.email.is_not(None),
            ~since,
        )
    )


def _serves_in(unit_ids: Collection[int]) -> ColumnElement[bool]:
    return exists().where(Appointment.person_id == Person.id, among(Appointment.unit_id, unit_ids))
