"""Posting: reminders of a person become a message for each channel; the inbox has it at once."""

import secrets
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.core.failpoints import failpoint
from tracker.core.many import among
from tracker.reminders.actions.absorbing import absorb_older
from tracker.reminders.actions.rounds import Round
from tracker.reminders.actions.rows import insert_new, insert_rows, portions
from tracker.reminders.models import InboxItem, InboxLine, Message, MessageFact
from tracker.reminders.queries.briefs import briefs, with_latest
from tracker.reminders.queries.ladders import mail_addresses, webhooks_for
from tracker.reminders.queries.planning import DIGEST
from tracker.reminders.rules.digest import Digest, compose
from tracker.reminders.rules.ladder import EVENTS
from tracker.reminders.rules.planner import Told
from tracker.reminders.rules.states import Channel, FactState, MessageState
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
    """Write messages for new facts: one digest a person, one message for what was assigned just now.

    Some hundred people at a time: so the memory stays the same however many are told.
    """
    envelopes = _envelopes(written)
    posted = Posted(0, 0)
    fresh: dict[int, int] = {}
    for keys in portions(sorted(envelopes)):
        some = {key: envelopes[key] for key in keys}
        items = _into_inbox(session, some, this)
        mails = _by_mail(session, some, this) if ways.mail else {}
        _by_webhook(session, some, this)
        fresh.update({key[0]: one for key, one in mails.items() if key[1] == DIGEST})
        posted = Posted(posted.items + items, posted.mails + len(mails))
    absorb_older(session, fresh, this.today)
    return posted


def _into_inbox(session: Session, envelopes: _Envelopes, this: Round) -> int:
    inbox = _write_messages(session, envelopes, Channel.INBOX, this)
    failpoint("plan.messages_written")
    told = _briefs(session, envelopes, this.today)
    digests = {
        key: compose([_occasion(one, told, this) for one in envelopes[key]]) for key in inbox
    }
    _fill_inbox(session, inbox, digests, this.at)
    return len(inbox)


def _briefs(session: Session, envelopes: _Envelopes, today: date) -> Mapping[int, Brief]:
    facts = [one.told.fact for ones in envelopes.values() for one in ones]
    events = {one.task.task_id for one in facts if one.rule.anchor in EVENTS}
    found = briefs(session, {one.task.task_id for one in facts})
    return with_latest(session, found, today, only=events)


def _by_mail(session: Session, envelopes: _Envelopes, this: Round) -> dict[tuple[int, str], int]:
    reachable = mail_addresses(session, {person for person, _ in envelopes})
    wanted = _going_by(Channel.MAIL, envelopes, this, reachable)
    return _write_messages(session, wanted, Channel.MAIL, this)


def _by_webhook(session: Session, envelopes: _Envelopes, this: Round) -> None:
    robots = webhooks_for(session, {person for person, _ in envelopes})
    wanted = _going_by(Channel.WEBHOOK, envelopes, this, robots)
    made = _write_messages(session, wanted, Channel.WEBHOOK, this)
    of_robot: dict[int, list[int]] = defaultdict(list)
    for (person_id, _), message_id in made.items():
        of_robot[robots[person_id]].append(message_id)
    for robot_id, message_ids in of_robot.items():
        session.execute(
            update(Message)
            .where(among(Message.id, message_ids))
            .values(robot_id=robot_id)
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
    session: Session, envelopes: _Envelopes, channel: Channel, this: Round
) -> dict[tuple[int, str], int]:
    there = channel is Channel.INBOX
    rows = [
        {
            "person_id": person_id,
            "day_on": this.today,
            "channel": channel,
            "kind": kind,
            "state": MessageState.SENT if there else MessageState.WAITING,
            "message_id": secrets.token_hex(16),
            "fence": 0,
            "not_before": this.at,
            "attempts": 0,
            "sent_at": this.at if there else None,
            "last_error": "",
        }
        for person_id, kind in sorted(envelopes)
    ]
    found = insert_new(session, Message, rows, Message.id, Message.person_id, Message.kind)
    ids = {(person_id, kind): message_id for message_id, person_id, kind in found}
    insert_rows(
        session,
        MessageFact,
        (
            {"message_id": message_id, "fact_id": one.fact_id, "dropped": None}
            for key, message_id in ids.items()
            for one in envelopes[key]
        ),
    )
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
    insert_rows(
        session,
        InboxLine,
        (
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
        ),
    )


def _occasion(one: Written, told: Mapping[int, Brief], this: Round) -> Occasion:
    task = one.told.fact.task
    calendar = this.calendars.of(task.unit_id)
    return Occasion(
        one.told.fact.rule,
        one.told.part,
        told[task.task_id],
        this.today,
        calendar,
        task.lacks_acceptor,
    )
