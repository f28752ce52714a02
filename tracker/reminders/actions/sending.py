"""Sending one message: claim it, look again, note the attempt, and write down how it ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.reminders.actions.breaker import note_contact, note_silence
from tracker.reminders.channels import Handover
from tracker.reminders.models import Attempt, Message, MessageFact, ReminderFact
from tracker.reminders.queries import planning, sending
from tracker.reminders.queries.sending import Claim
from tracker.reminders.rules.digest import Digest, compose
from tracker.reminders.rules.hours import next_try, office_day, still_worth_telling
from tracker.reminders.rules.ladder import RANK, RULES
from tracker.reminders.rules.recheck import why_dropped
from tracker.reminders.rules.states import Channel, Dropped, MessageState, Outcome
from tracker.reminders.rules.wording import Occasion
from tracker.workdays.rules import WorkCalendar

# Longer than the hard deadline of one send (60 s), so that nobody else begins while we are still at it.
LEASE = timedelta(seconds=180)
_SOON = timedelta(minutes=1)
_LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to be sent: to whom, under which unchanging id, and what it says."""

    claim: Claim
    channel: Channel
    message_id: str
    name: str
    address: str
    digest: Digest


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


def begin(session: Session, mine: Claim, calendar: WorkCalendar, *, at: datetime) -> Letter | None:
    """Look at a claimed message again and note that an attempt begins; None when nothing is to be sent.

    Commit before sending: from here on the outcome is unknown until ``finish``.
    """
    now = sending.database_now(session)
    if not _still_mine(session, mine, now):
        return None
    message = session.get_one(Message, mine.message_id, populate_existing=True)
    person = session.get_one(Person, message.person_id)
    if message.day_on < still_worth_telling(office_day(at), calendar):
        _put_away(message, MessageState.EXPIRED, "等候太久，已过期")
        return None
    if person.disabled_at is not None or not person.email:
        _put_away(message, MessageState.CANCELLED, "账号已停用或没有邮箱")
        return None
    held = _held(session, message, calendar, office_day(at))
    if not held:
        _put_away(message, MessageState.CANCELLED, "所提事项都已变动")
        return None
    message.attempts += 1
    message.send_started_at = now
    session.execute(
        insert(Attempt).values(message_id=message.id, number=mine.fence, started_at=now, answer="")
    )
    return Letter(
        claim=mine,
        channel=message.channel,
        message_id=message.message_id,
        name=person.name,
        address=person.email,
        digest=compose(held),
    )


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
        note_silence(session, letter.channel, result.answer, at=at)
    else:
        note_contact(session, letter.channel, at=at)
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


def _held(
    session: Session, message: Message, calendar: WorkCalendar, today: date
) -> list[Occasion]:
    """Answer what the message still says, noting for each reminder left out why."""
    facts = sending.facts_in(session, message.id)
    tasks = planning.facts_of(session, {one.task_id for one in facts})
    standing = planning.standing(session, today, {message.person_id})
    kept: list[ReminderFact] = []
    for fact in facts:
        rule, task = RULES[fact.rule], tasks[fact.task_id]
        concerned = fact.recipient_id in standing.in_part(fact.part, task)
        why = why_dropped(rule, task, due_on=fact.due_on, concerned=concerned)
        if why is None:
            kept.append(fact)
        else:
            _drop(session, message, fact, why)
    loudest = _loudest(kept)
    for fact in kept:
        if fact.id != loudest[fact.task_id].id:
            _drop(session, message, fact, Dropped.OVERTAKEN)
    briefs = planning.briefs(session, loudest.keys())
    return [
        Occasion(RULES[one.rule], one.part, briefs[one.task_id], today, calendar)
        for one in loudest.values()
    ]


def _loudest(facts: Sequence[ReminderFact]) -> dict[int, ReminderFact]:
    """Keep for each task the latest and gravest reminder; older ones come from digests that waited."""
    return {
        one.task_id: one
        for one in sorted(facts, key=lambda one: (one.occurrence_on, RANK[one.rule]))
    }


def _drop(session: Session, message: Message, fact: ReminderFact, why: Dropped) -> None:
    session.execute(
        update(MessageFact)
        .where(MessageFact.message_id == message.id, MessageFact.fact_id == fact.id)
        .values(dropped=why)
        .execution_options(synchronize_session=False)
    )
