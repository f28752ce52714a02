"""One-time links by which people choose a password, so that nobody else ever knows it."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker.accounts.actions.log import Hand, note
from tracker.accounts.actions.passwords import hash_password
from tracker.accounts.actions.sign_in import end_sign_ins, token_hash
from tracker.accounts.actions.versions import same_version
from tracker.accounts.models import PasswordLink, Person
from tracker.core.errors import InvalidError

LINK_HOURS = 24


def make_link(session: Session, person: Person, *, version: int, hand: Hand) -> str:
    """Make the one link by which a person can choose a password, and answer its token, told once.

    The old password and earlier links are worth nothing from here on; every sign-in ends.

    Raises:
        StaleError: the person was changed since ``version`` was shown.
    """
    same_version(person, version)
    end_links(session, person, at=hand.at)
    person.password_hash = None
    person.must_change_password = True
    end_sign_ins(session, person, at=hand.at)
    token = secrets.token_urlsafe(32)
    session.add(
        PasswordLink(
            token_hash=token_hash(token),
            person_id=person.id,
            made_at=hand.at,
            expires_at=hand.at + timedelta(hours=LINK_HOURS),
        )
    )
    note(session, "link_made", person.login, hand)
    return token


def person_with_link(session: Session, token: str, *, at: datetime) -> Person | None:
    """Answer whose password a link chooses; None when it has expired, was used, or never was."""
    return session.scalars(
        select(Person)
        .join(PasswordLink, PasswordLink.person_id == Person.id)
        .where(
            PasswordLink.token_hash == token_hash(token),
            PasswordLink.ended_at.is_(None),
            PasswordLink.expires_at > at,
            Person.disabled_at.is_(None),
        )
    ).one_or_none()


def choose_password(session: Session, token: str, new: str, *, at: datetime) -> Person:
    """Choose a password by a link, which is used up by it.

    Raises:
        InvalidError: the link is worth nothing (any more), or the password is too weak.
    """
    # Of two clicks at once the second one waits here, and finds the link used.
    session.execute(
        select(PasswordLink.id)
        .where(PasswordLink.token_hash == token_hash(token))
        .with_for_update()
    )
    person = person_with_link(session, token, at=at)
    if person is None:
        raise InvalidError("这个链接已经失效，请联系系统管理员重新发一个。")
    try:
        person.password_hash = hash_password(new, login=person.login)
    except InvalidError as error:
        raise InvalidError(error.message, "new_password") from error
    person.password_changed_at = at
    person.must_change_password = False
    person.failed_attempts = 0
    person.locked_until = None
    end_links(session, person, at=at)
    note(session, "password_chosen", person.login, Hand(person.id, at))
    return person


def end_links(session: Session, person: Person, *, at: datetime) -> None:
    """End every open link of a person."""
    session.execute(
        update(PasswordLink)
        .where(PasswordLink.person_id == person.id, PasswordLink.ended_at.is_(None))
        .values(ended_at=at)
    )
