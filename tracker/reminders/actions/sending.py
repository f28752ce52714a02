"""Sending one message: claim it, look again, note the attempt, and write down how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.reminders.actions.breaker import note_contact, note_silence
from tracker.reminders.actions.content import content
from tracker.reminders.channels import Handover
from tracker.reminders.models import Attempt, GroupPost, Message, Robot
from tracker.reminders.queries import sending
from tracker.reminders.queries.sending import Claim
from tracker.reminders.rules.digest import Digest
from tracker.reminders.rules.hours import next_try, office_day, still_worth_telling
from tracker.reminders.rules.states import ROBOTS, Channel, MessageState, Outcome
from tracker.workdays.rules import Calendars

# Longer than the hard deadline of one send (60 s), so that nobody else begins while we are still at it.
LEASE = timedelta(seconds=180)
_SOON = timedelta(minutes=1)
_LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to be sent: to whom, under which unchanging id, and what it says.

    ``robot`` is set when it goes by a robot or webhook; ``again`` when an earlier attempt may have arrived.
    """

    claim: Claim
    channel: Channel
    message_id: str
    name: str
    address: str
    digest: Digest
    phone: str = ""
    phones: tuple[str, ...] = ()
    robot: Robot | None = None
    again: bool = False


def claim(
    session: Session, channel: Channel, *, at: datetime, holder: str, limit: int
) -> list[Claim]:
    """Take messages whose time has come for ourselves, for the length of a lease on the database's clock."""
    now = sending.database_now(session)
    ids = sending.claimable(session, channel, at, now, limit)
    rows = session.execute(
        update(Message)
        .where(Message.id.in_(ids))
        .values(
            state=MessageState.LEASED,
            fence=Message.fence + 1,
            lease_by=holder,
            lease_until=now + LEASE,
        )
        .returning(Message.id, Message.fence)
        .execution_options(synchronize_session=False)
    ).all()
    return sorted(Claim(*row) for row in rows)


def begin(session: Session, mine: Claim, calendars: Calendars, *, at: datetime) -> Letter | None:
    """Look at a claimed message again and note that an attempt begins; None when nothing is to be sent.

    Commit before sending: from here on the outcome is unknown until ``finish``.
    """
    now = sending.database_now(session)
    if not _still_mine(session, mine, now):
        return None
    message = session.get_one(Message, mine.message_id, populate_existing=True)
    person = session.get_one(Person, message.person_id)
    robot = _robot_of(session, message)
    why = _undeliverable(message, person, robot)
    if message.day_on < still_worth_telling(office_day(at), calendars.base):
        _put_away(message, MessageState.EXPIRED, "等候太久，已过期")
        return None
    if why:
        _put_away(message, MessageState.CANCELLED, why)
        return None
    digest = content(session, message, calendars, office_day(at))
    if digest is None:
        _put_away(message, MessageState.CANCELLED, "所提事项都已变动")
        return None
    again = _note_attempt(session, message, mine, now)
    return Letter(
        claim=mine,
        channel=message.channel,
        message_id=message.message_id,
        name=person.name,
        address=person.email or "",
        digest=digest,
        phone=person.phone or "",
        phones=_phones(session, message),
        robot=robot,
        again=again,
    )


def _note_attempt(session: Session, message: Message, mine: Claim, now: datetime) -> bool:
    """Note that an attempt begins; answer whether an earlier one may have arrived."""
    again = message.send_started_at is not None
    message.attempts += 1
    message.send_started_at = now
    session.execute(
        insert(Attempt).values(message_id=message.id, number=mine.fence, started_at=now, answer="")
    )
    return again


def _phones(session: Session, message: Message) -> tuple[str, ...]:
    """Answer whom a text for a group mentions."""
    if message.post_id is None:
        return ()
    held = session.get_one(GroupPost, message.post_id).phones
    return tuple(one for one in held.split(",") if one)


def _robot_of(session: Session, message: Message) -> Robot | None:
    return None if message.robot_id is None else session.get_one(Robot, message.robot_id)


def _undeliverable(message: Message, person: Person, robot: Robot | None) -> str:
    """Answer why a message can reach nobody any more, or nothing."""
    if person.disabled_at is not None or (message.channel is Channel.MAIL and not person.email):
        return "账号已停用或没有邮箱"
    if message.channel in ROBOTS and (robot is None or robot.disabled_at is not None):
        return "机器人已停用"
    return ""


def finish(session: Session, letter: Letter, result: Handover, *, at: datetime) -> None:
    """Write down how an attempt ended, unless somebody else holds the message by now."""
    mine = letter.claim
    session.execute(
        update(Attempt)
        .where(Attempt.message_id == mine.message_id, Attempt.number == mine.fence)
        .values(
            ended_at=sending.database_now(session),
            outcome=result.outcome,
            code=result.code,
            answer=result.answer[:_LONGEST_ERROR],
        )
        .execution_options(synchronize_session=False)
    )
    if result.outcome is Outcome.UNREACHABLE:
        note_silence(session, letter.channel, result.answer, robot=letter.robot, at=at)
    else:
        note_contact(session, letter.channel, robot=letter.robot, at=at)
    if not _still_mine(session, mine, sending.database_now(session)):
        return
    message = session.get_one(Message, mine.message_id, populate_existing=True)
    _settle(message, result, at)


def release(session: Session, claims: Iterable[Claim]) -> None:
    """Give claimed messages back untouched."""
    for one in claims:
        session.execute(
            update(Message)
            .where(
                Message.id == one.message_id,
                Message.fence == one.fence,
                Message.state == MessageState.LEASED,
            )
            .values(state=MessageState.WAITING, lease_by=None, lease_until=None)
            .execution_options(synchronize_session=False)
        )


def _still_mine(session: Session, mine: Claim, now: datetime) -> bool:
    """Renew our lease by a conditional update; False when the fence has moved on."""
    renewed = session.execute(
        update(Message)
        .where(
            Message.id == mine.message_id,
            Message.fence == mine.fence,
            Message.state == MessageState.LEASED,
        )
        .values(lease_until=now + LEASE)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return renewed.first() is not None


def _settle(message: Message, result: Handover, at: datetime) -> None:
    message.last_error = "" if result.outcome is Outcome.SENT else _error(result)
    match result.outcome:
        case Outcome.SENT:
            message.sent_at = at
            _let_go(message, MessageState.SENT)
        case Outcome.REFUSED:
            _let_go(message, MessageState.DEAD)
        case Outcome.UNREACHABLE:
            # An outage is not the message's fault: it costs no attempt.
            message.attempts -= 1
            message.send_started_at = None
            message.not_before = at + _SOON
            _let_go(message, MessageState.WAITING)
        case Outcome.LATER | Outcome.UNKNOWN:
            again = next_try(at, message.attempts)
            message.not_before = again or message.not_before
            _let_go(message, MessageState.WAITING if again else MessageState.DEAD)


def _error(result: Handover) -> str:
    code = f"（{result.code}）" if result.code else ""
    return f"{result.outcome.label}{code}{result.answer}"[:_LONGEST_ERROR]


def _put_away(message: Message, state: MessageState, why: str) -> None:
    message.last_error = why
    _let_go(message, state)


def _let_go(message: Message, state: MessageState) -> None:
    message.state = state
    message.lease_by = None
    message.lease_until = None
