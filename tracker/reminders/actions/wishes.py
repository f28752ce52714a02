"""What people decide about reminders: the rules of a unit, one's own wishes, one's calendar address."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, time

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError, NotFoundError
from tracker.reminders.models import FeedLink, Preference, RuleRow
from tracker.reminders.rules.changing import check_rule
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.ladder import Rule
from tracker.reminders.rules.wishes import Wish, check_start

_MOST_RULES = 60


def set_rule(session: Session, unit_id: int, rule: Rule, *, by_id: int, at: datetime) -> RuleRow:
    """Keep a rule for a unit and those below it.

    Raises:
        InvalidError: it cannot speak (see ``check_rule``), or there are too many.
    """
    check_rule(rule)
    wanted = select(RuleRow).where(RuleRow.unit_id == unit_id)
    rows = {one.code: one for one in session.scalars(wanted)}
    if rule.code not in rows and len(rows) >= _MOST_RULES:
        raise InvalidError(f"一个单位最多{_MOST_RULES}条规则。", "label")
    row = rows.get(rule.code)
    if row is None:
        row = RuleRow(unit_id=unit_id, code=rule.code)
        session.add(row)
    _fill(row, rule)
    row.set_by_id = by_id
    row.set_at = at
    session.flush()  # the unique code must speak up here
    return row


def back_to_default(session: Session, unit_id: int, code: str) -> None:
    """Take a unit's own version of a rule away: its ancestors' or the built-in one holds again.

    Raises:
        NotFoundError: the unit changed no such rule.
    """
    gone = session.execute(
        delete(RuleRow)
        .where(RuleRow.unit_id == unit_id, RuleRow.code == code)
        .returning(RuleRow.id)
    )
    if gone.first() is None:
        raise NotFoundError


def new_code() -> str:
    """Answer a code for a rule that a unit adds; it is never used again."""
    return f"own_{secrets.token_hex(4)}"


def keep_wish(session: Session, person_id: int, wish: Wish, *, at: datetime) -> None:
    """Keep how a person wants to be told.

    Raises:
        InvalidError: the hour lies outside the office's.
    """
    check_start(wish.not_before)
    row = session.get(Preference, person_id)
    if row is None:
        row = Preference(person_id=person_id)
        session.add(row)
    row.not_before = _minutes(wish.not_before)
    row.mail = wish.mail
    row.webhook = wish.webhook
    row.muted = ",".join(sorted(wish.muted))
    row.set_at = at


def mutable_codes(rules: Collection[Rule]) -> frozenset[str]:
    """Answer the codes that a person may switch off for oneself."""
    return frozenset(one.code for one in rules if not one.obligatory and one.enabled)


def make_feed(session: Session, person_id: int, *, at: datetime) -> str:
    """Answer the secret part of a new calendar address; the one before ends."""
    end_feed(session, person_id, at=at)
    token = secrets.token_urlsafe(24)
    session.add(FeedLink(token_hash=feed_hash(token), person_id=person_id, made_at=at))
    return token


def end_feed(session: Session, person_id: int, *, at: datetime) -> None:
    """End a person's calendar address; whoever has it gets nothing from now on."""
    session.execute(
        update(FeedLink)
        .where(FeedLink.person_id == person_id, FeedLink.ended_at.is_(None))
        .values(ended_at=at)
        .execution_options(synchronize_session=False)
    )


def feed_hash(token: str) -> str:
    """Answer what is kept of a secret address."""
    return hashlib.sha256(token.encode()).hexdigest()


def _fill(row: RuleRow, rule: Rule) -> None:
    row.enabled = rule.enabled
    row.label = rule.label
    row.anchor = rule.anchor
    row.offset = rule.offset
    row.count = rule.count
    row.parts = ",".join(rule.to)
    row.kinds = ",".join(rule.kinds)
    row.channels = ",".join(rule.channels)
    row.wording = rule.wording
    row.template = rule.template
    # What the program holds obligatory a unit may not make optional for those who are chased.
    row.obligatory = rule.obligatory or (rule.code in RULES and RULES[rule.code].obligatory)
    row.at_least_days = rule.at_least_days


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
