"""Signing in and out, and changing one's own password."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tracker.accounts.actions.log import Hand, note
from tracker.accounts.actions.passwords import hash_password, matches
from tracker.accounts.models import AccountEvent, Person, SignIn
from tracker.accounts.rules import ATTEMPTS, LOCK, minutes_locked
from tracker.core.errors import InvalidError, TooManyAttemptsError

_LOGIN_LIMIT = 40
_REFUSED = "sign_in_refused"


def sign_in(session: Session, login: str, password: str, *, at: datetime) -> str | None:
    """Check a password and open a sign-in; answer its token, or None when name or password is wrong.

    A wrong name costs the same work and earns the same answers as a wrong password, the lock included: five
    failures in a row lock a name for five minutes, whether or not somebody has it.

    Raises:
        TooManyAttemptsError: the name is locked.
    """
    person = _person_for_update(session, login)
    if person is None or person.password_hash is None or person.disabled_at is not None:
        _refuse_stranger(session, login[:_LOGIN_LIMIT], password, at=at)
        return None
    _refuse_locked(person, at)
    if not matches(person.password_hash, password):
        _count_failure(session, person, at=at)
        return None
    person.failed_attempts = 0
    person.locked_until = None
    note(session, "signed_in", person.login, Hand(person.id, at))
    return open_sign_in(session, person, at=at)


def open_sign_in(session: Session, person: Person, *, at: datetime) -> str:
    """Open a sign-in for a person and answer its token, of which only the SHA-256 is kept."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(token_hash=token_hash(token), person_id=person.id, started_at=at, seen_at=at)
    )
    return token


def sign_out(session: Session, token: str, *, at: datetime) -> None:
    """End a sign-in on the server; its cookie is worth nothing from here on."""
    session.execute(
        update(SignIn)
        .where(SignIn.token_hash == token_hash(token), SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )


def end_sign_ins(session: Session, person: Person, *, at: datetime) -> None:
    """End every open sign-in of a person."""
    session.execute(
        update(SignIn)
        .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )


def change_password(
    session: Session, person: Person, old: str, new: str, *, at: datetime
) -> str | None:
    """Change one's own password, end every sign-in, and answer the token of a new one.

    A wrong old password answers None and counts towards the lock, as at the sign-in: whoever finds an open
    browser does not guess on.

    Raises:
        InvalidError: the new password is too weak or the same.
        TooManyAttemptsError: the name is locked.
    """
    _refuse_locked(person, at)
    if person.password_hash is None or not matches(person.password_hash, old):
        _count_failure(session, person, at=at)
        return None
    person.failed_attempts = 0
    if old == new:
        raise InvalidError("新密码不能和原密码一样。", "new_password")
    try:
        person.password_hash = hash_password(new, login=person.login)
    except InvalidError as error:
        raise InvalidError(error.message, "new_password") from error
    person.password_changed_at = at
    person.must_change_password = False
    end_sign_ins(session, person, at=at)
    note(session, "password_changed", person.login, Hand(person.id, at))
    return open_sign_in(session, person, at=at)


def token_hash(token: str) -> str:
    """Answer the SHA-256 (hex) under which a sign-in's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _person_for_update(session: Session, login: str) -> Person | None:
    """Fetch and lock the row, so that guesses sent at the same time are counted one after another."""
    return session.scalars(
        select(Person).where(Person.login == login).with_for_update()
    ).one_or_none()


def _refuse_locked(person: Person, at: datetime) -> None:
    if person.locked_until is not None and person.locked_until > at:
        raise TooManyAttemptsError(minutes_locked(person.locked_until, at))


def _count_failure(session: Session, person: Person, *, at: datetime) -> None:
    person.failed_attempts += 1
    if person.failed_attempts >= ATTEMPTS:
        person.failed_attempts = 0
        person.locked_until = at + LOCK
        note(session, "locked", person.login, Hand(None, at))
    note(session, _REFUSED, person.login, Hand(None, at))


def _refuse_stranger(session: Session, login: str, password: str, *, at: datetime) -> None:
    count, last = session.execute(
        select(func.count(), func.max(AccountEvent.at)).where(
            AccountEvent.kind == _REFUSED,
            AccountEvent.subject == login,
            AccountEvent.at > at - LOCK,
        )
    ).one()
    if count >= ATTEMPTS:
        raise TooManyAttemptsError(minutes_locked(last + LOCK, at))
    matches(None, password)
    note(session, _REFUSED, login, Hand(None, at))
