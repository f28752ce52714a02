"""Writing down how the attempts of a batch ended."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from tracker.core.many import among
from tracker.reminders.actions.breaker import note_contact, note_silence
from tracker.reminders.actions.leasing import still_ours
from tracker.reminders.actions.sending import Letter
from tracker.reminders.channels import Handover
from tracker.reminders.models import Attempt, Message
from tracker.reminders.queries import sending
from tracker.reminders.rules.hours import next_try
from tracker.reminders.rules.states import MessageState, Outcome

_SOON = timedelta(minutes=1)
_LONGEST_ERROR = 300
Handed = tuple[Letter, Handover]


def finish(session: Session, handed: Sequence[Handed], *, at: datetime) -> None:
    """Write down how attempts ended; a message that somebody else holds by now keeps what they make of it."""
    if not handed:
        return
    _close_attempts(session, handed, sending.database_now(session))
    _note_breakers(session, handed, at)
    results = {letter.claim.message_id: (letter, result) for letter, result in handed}
    went: list[int] = []
    for message in still_ours(session, [letter.claim for letter, _ in handed]):
        letter, result = results[message.id]
        if result.outcome is Outcome.SENT:
            went.append(message.id)
        else:
            _settle(message, letter, result, at)
    _note_sent(session, went, at)


def _close_attempts(session: Session, handed: Sequence[Handed], now: datetime) -> None:
    table = Attempt.__table__
    mine = (table.c.message_id == bindparam("of")) & (table.c.number == bindparam("fence"))
    session.connection().execute(
        update(Attempt).where(mine),
        [
            {
                "of": letter.claim.message_id,
                "fence": letter.claim.fence,
                "ended_at": now,
                "outcome": result.outcome,
                "code": result.code,
                "answer": result.answer[:_LONGEST_ERROR],
            }
            for letter, result in handed
        ],
    )


def _note_breakers(session: Session, handed: Sequence[Handed], at: datetime) -> None:
    """Tell the breaker of each way: a batch ends with the first silence, so answers come before it."""
    answered = {
        letter.robot.id if letter.robot else 0: letter
        for letter, result in handed
        if result.outcome is not Outcome.UNREACHABLE
    }
    for letter in answered.values():
        note_contact(session, letter.channel, robot=letter.robot, at=at)
    for letter, result in handed:
        if result.outcome is Outcome.UNREACHABLE:
            note_silence(session, letter.channel, result.answer, robot=letter.robot, at=at)


def _note_sent(session: Session, message_ids: Collection[int], at: datetime) -> None:
    """Write down what went, nearly always all of the batch, in one statement."""
    session.execute(
        update(Message)
        .where(among(Message.id, message_ids))
        .values(state=MessageState.SENT, sent_at=at, last_error="", lease_by=None, lease_until=None)
        .execution_options(synchronize_session=False)
    )


def _settle(message: Message, letter: Letter, result: Handover, at: datetime) -> None:
    message.last_error = _error(result)
    match result.outcome:
        case Outcome.REFUSED:
            _let_go(message, MessageState.DEAD)
        case Outcome.UNREACHABLE:
            # An outage is not the message's fault: it costs no attempt.
            message.attempts -= 1
            message.send_started_at = message.send_started_at if letter.again else None
            message.not_before = at + _SOON
            _let_go(message, MessageState.WAITING)
        case Outcome.LATER | Outcome.UNKNOWN:
            again = next_try(at, message.attempts, message.id)
            message.not_before = again or message.not_before
            _let_go(message, MessageState.WAITING if again else MessageState.DEAD)


def _error(result: Handover) -> str:
    code = f"（{result.code}）" if result.code else ""
    return f"{result.outcome.label}{code}{result.answer}"[:_LONGEST_ERROR]


def _let_go(message: Message, state: MessageState) -> None:
    message.state = state
    message.lease_by = None
    message.lease_until = None
