"""Beginning to send a batch of messages: look at each again, note the attempts, make the letters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from tracker.core.many import among
from tracker.reminders.actions.ageing import too_old
from tracker.reminders.actions.content import contents
from tracker.reminders.actions.leasing import still_ours
from tracker.reminders.actions.rows import insert_rows
from tracker.reminders.models import Attempt, GroupPost, Message, Robot
from tracker.reminders.queries import sending
from tracker.reminders.queries.sending import Claim
from tracker.reminders.rules.digest import Digest
from tracker.reminders.rules.hours import office_day, tried_enough
from tracker.reminders.rules.states import ROBOTS, Channel, MessageState
from tracker.workdays.rules import Calendars


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


def begin(
    session: Session, claims: Collection[Claim], calendars: Calendars, *, at: datetime
) -> list[Letter]:
    """Look at claimed messages again and note an attempt for each that is to be sent; the others are put away.

    Commit before sending: from here on the outcome is unknown until ``finish``, and a sender that dies in
    between may have sent any of the batch. Each of these goes once more then, under the same id.
    """
    mine = {one.message_id: one for one in claims}
    messages = still_ours(session, claims, joinedload(Message.person), joinedload(Message.robot))
    old = too_old(session, messages, calendars, office_day(at))
    sendable = [one for one in messages if not _put_away_undeliverable(one, old)]
    digests = contents(session, sendable, calendars, office_day(at))
    phones = _phones(session, sendable)
    letters: list[Letter] = []
    for message in sendable:
        digest = digests.get(message.id)
        if digest is None:
            _put_away(message, MessageState.CANCELLED, "所提事项都已变动")
        else:
            letters.append(_letter(message, mine[message.id], digest, phones))
    _note_attempts(session, letters, sending.database_now(session))
    return letters


def _letter(
    message: Message, mine: Claim, digest: Digest, phones: dict[int, tuple[str, ...]]
) -> Letter:
    person = message.person
    return Letter(
        claim=mine,
        channel=message.channel,
        message_id=message.message_id,
        name=person.name,
        address=person.email or "",
        digest=digest,
        phone=person.phone or "",
        phones=phones.get(message.post_id or 0, ()),
        robot=message.robot,
        again=message.send_started_at is not None,
    )


def _note_attempts(session: Session, letters: Sequence[Letter], now: datetime) -> None:
    """Note that an attempt begins for each."""
    if not letters:
        return
    session.execute(
        update(Message)
        .where(among(Message.id, [one.claim.message_id for one in letters]))
        .values(attempts=Message.attempts + 1, send_started_at=now)
        .execution_options(synchronize_session=False)
    )
    insert_rows(
        session,
        Attempt,
        (
            {
                "message_id": one.claim.message_id,
                "number": one.claim.fence,
                "started_at": now,
                "answer": "",
            }
            for one in letters
        ),
    )


def _phones(session: Session, messages: Sequence[Message]) -> dict[int, tuple[str, ...]]:
    """Answer whom the texts for groups mention, by post."""
    posts = {one.post_id for one in messages if one.post_id is not None}
    if not posts:
        return {}
    rows = session.execute(select(GroupPost.id, GroupPost.phones).where(GroupPost.id.in_(posts)))
    return {post_id: tuple(one for one in held.split(",") if one) for post_id, held in rows}


def _put_away_undeliverable(message: Message, old: Collection[int]) -> bool:
    """Put a message away that is too old, or can reach nobody any more."""
    if message.id in old:
        _put_away(message, MessageState.EXPIRED, "等候太久，已过期")
        return True
    if tried_enough(message.attempts):
        # Sent, perhaps, and never written down: a full disk, a sender that always dies there.
        _put_away(message, MessageState.DEAD, "多次发送后结果都没有记下，不再自动重发")
        return True
    why = _undeliverable(message)
    if why:
        _put_away(message, MessageState.CANCELLED, why)
    return bool(why)


def _undeliverable(message: Message) -> str:
    """Answer why a message can reach nobody any more, or nothing."""
    person, robot = message.person, message.robot
    if person.disabled_at is not None or (message.channel is Channel.MAIL and not person.email):
        return "账号已停用或没有邮箱"
    if message.channel in ROBOTS and (robot is None or robot.disabled_at is not None):
        return "机器人已停用"
    return ""


def _put_away(message: Message, state: MessageState, why: str) -> None:
    message.last_error = why
    message.state = state
    message.lease_by = None
    message.lease_until = None
