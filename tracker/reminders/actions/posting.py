"""Posting: reminders of a person become a message for each channel; the inbox has it at once."""

import secrets
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tracker.core.failpoints import failpoint
from tracker.reminders.actions.rounds import Round
from tracker.reminders.actions.rows import insert_new
from tracker.reminders.models import InboxItem, InboxLine, Message, MessageFact
from tracker.reminders.queries.briefs import briefs, with_latest
from tracker.reminders.queries.ladders import mail_addresses, webhooks_for
from tracker.reminders.queries.planning import DIGEST
from tracker.reminders.rules.digest import Digest, compose
from tracker.reminders.rules.ladder import EVENTS
from tracker.reminders.rules.planner import Told
from tracker.reminders.rules.states import Channel, Dropped, FactState, MessageState
from tracker.reminders.rules.wording import Brief, Occasion


class Written(NamedTuple):
    """A fact that has just been written, with what it tells."""

    fact_id: int
    told: Told
    state: FactState


@dataclass(frozen=True, slots=True)
class Ways:
    """By what people can be told beside the inbox; webhooks are known by the units themselves."""

    mail: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """How many inbox items and mails were written."""

    items: int
    mails: int


_Envelopes = Mapping[tuple[int, str], Sequence[Written]]


def post(session: Session, written: Sequence[Written], this: Round, *, ways: Ways) -> Posted:
    """Write messages for new facts: one digest a person, one message for what was assigned just now."""
    if not written:
        return Posted(0, 0)
    today, at = this.today, this.at
    envelopes = _envelopes(written)
    inbox = _write_messages(session, envelopes, Channel.INBOX, today, at)
    failpoint("plan.messages_written")
    found = briefs(session, {one.told.fact.task.task_id for one in written})
    told = with_latest(session, found, today) if _needs_latest(written) else found
    digests = {
        key: compose([_occasion(one, told, this) for one in ones])
        for key, ones in envelopes.items()
    }
    _fill_inbox(session, inbox, digests, at)
    mails = _by_mail(session, envelopes, this) if ways.mail else {}
    _by_webhook(session, envelopes, this)
    return Posted(items=len(inbox), mails=len(mails))


def _by_mail(session: Session, envelopes: _Envelopes, this: Round) -> dict[tuple[int, str], int]:
    reachable = mail_addresses(session, {person for person, _ in envelopes})
    wanted = _going_by(Channel.MAIL, envelopes, this, reachable)
    mails = _write_messages(session, wanted, Channel.MAIL, this.today, this.at)
    _absorb(session, {key[0]: one for key, one in mails.items() if key[1] == DIGEST}, this.today)
    return mails


def _by_webhook(session: Session, envelopes: _Envelopes, this: Round) -> None:
    robots = webhooks_for(session, {person for person, _ in envelopes})
    wanted = _going_by(Channel.WEBHOOK, envelopes, this, robots)
    made = _write_messages(session, wanted, Channel.WEBHOOK, this.today, this.at)
    for (person_id, _), message_id in made.items():
        session.execute(
            update(Message)
            .where(Message.id == message_id)
            .values(robot_id=robots[person_id])
            .execution_options(synchronize_session=False)
        )


def _going_by(
    channel: Channel, envelopes: _Envelopes, this: Round, reachable: Container[int]
) -> dict[tuple[int, str], Sequence[Written]]:
    """Answer what goes by a way: to whom it reaches, who wants it, and as far as the rule allows it."""
    found: dict[tuple[int, str], Sequence[Written]] = {}
    for key, ones in envelopes.items():
        if key[0] not in reachable or not this.wish(key[0]).takes(channel):
            continue
        allowed = [one for one in ones if channel in one.told.fact.rule.channels]
        if allowed:
            found[key] = allowed
    return found


def _needs_latest(written: Sequence[Written]) -> bool:
    return any(one.told.fact.rule.anchor in EVENTS for one in written)


def _envelopes(written: Iterable[Written]) -> dict[tuple[int, str], list[Written]]:
    at_once: dict[int, list[Written]] = defaultdict(list)
    found: dict[tuple[int, str], list[Written]] = defaultdict(list)
    for one in written:
        if one.told.fact.rule.at_once:
            at_once[one.told.recipient_id].append(one)
        else:
            found[one.told.recipient_id, DIGEST].append(one)
    for person_id, ones in at_once.items():
        # The lowest fact makes the kind unique: it is told once only, for ever.
        found[person_id, f"assigned:{min(one.fact_id for one in ones)}"] = ones
    return found


def _write_messages(
    session: Session, envelopes: _Envelopes, channel: Channel, today: date, at: datetime
) -> dict[tuple[int, str], int]:
    there = channel is Channel.INBOX
    rows = [
        {
            "person_id": person_id,
            "day_on": today,
            "channel": channel,
            "kind": kind,
            "state": MessageState.SENT if there else MessageState.WAITING,
            "message_id": secrets.token_hex(16),
            "fence": 0,
            "not_before": at,
            "attempts": 0,
            "sent_at": at if there else None,
            "last_error": "",
        }
        for person_id, kind in sorted(envelopes)
    ]
    found = insert_new(session, Message, rows, Message.id, Message.person_id, Message.kind)
    ids = {(person_id, kind): message_id for message_id, person_id, kind in found}
    held = [
        {"message_id": message_id, "fact_id": one.fact_id, "dropped": None}
        for key, message_id in ids.items()
        for one in envelopes[key]
    ]
    if held:
        session.execute(insert(MessageFact), held)
    return ids


def _fill_inbox(
    session: Session,
    inbox: Mapping[tuple[int, str], int],
    digests: Mapping[tuple[int, str], Digest],
    at: datetime,
) -> None:
    rows = [
        {
            "person_id": key[0],
            "message_id": message_id,
            "subject": digests[key].subject,
            "at": at,
            "read_at": None,
        }
        for key, message_id in inbox.items()
    ]
    items = insert_new(session, InboxItem, rows, InboxItem.id, InboxItem.message_id)
    of_message = {message_id: item_id for item_id, message_id in items}
    lines = [
        {
            "item_id": of_message[message_id],
            "position": position,
            "task_id": line.task_id,
            "heading": line.heading,
            "text": f"{line.name}：{line.text}",
            "copy_text": line.copy_text,
        }
        for key, message_id in inbox.items()
        for position, line in enumerate(digests[key].lines, start=1)
    ]
    if lines:
        session.execute(insert(InboxLine), lines)


def _absorb(session: Session, digests: Mapping[int, int], today: date) -> None:
    """Let today's mails tell also what older ones, still waiting, would have told: one digest a day."""
    older = session.execute(
        select(Message.id, Message.person_id).where(
            Message.channel == Channel.MAIL,
            Message.kind == DIGEST,
            Message.state == MessageState.WAITING,
            Message.day_on < today,
        )
    ).all()
    for old_id, person_id in older:
        if person_id not in digests:
            continue
        held = select(MessageFact.fact_id).where(
            MessageFact.message_id == old_id, MessageFact.dropped.is_(None)
        )
        session.execute(
            insert(MessageFact),
            [
                {"message_id": digests[person_id], "fact_id": fact_id, "dropped": None}
                for fact_id in session.scalars(held).all()
            ],
        )
        session.execute(
            update(MessageFact)
            .where(MessageFact.message_id == old_id)
            .values(dropped=Dropped.OVERTAKEN)
        )
        session.execute(
            update(Message)
            .where(Message.id == old_id)
            .values(state=MessageState.CANCELLED, last_error="并入当日提醒一起发送")
        )


def _occasion(one: Written, told: Mapping[int, Brief], this: Round) -> Occasion:
    task = one.told.fact.task
    calendar = this.calendars.of(task.unit_id)
    return Occasion(one.told.fact.rule, one.told.part, told[task.task_id], this.today, calendar)
