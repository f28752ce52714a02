"""Writing about accounts: units, people, appointments, passwords, signing in and out."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.accounts.models import AccountEvent, Appointment, Installation, Person, SignIn, Unit
from tracker.accounts.permissions import Role
from tracker.accounts.queries import installation, person_with_login, unit_with_code
from tracker.core.errors import InvalidError, TooManyAttemptsError

# OWASP's small setting: 19 MiB, 2 passes; 0.03 s on two cores.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _HASHER.hash(secrets.token_hex(16))
_ATTEMPTS = 5
_LOCK = timedelta(minutes=5)
_SHORTEST = 8
_CLASSES = (
    re.compile(r"[a-z]"),
    re.compile(r"[A-Z]"),
    re.compile(r"\d"),
    re.compile(r"[^a-zA-Z\d]"),
)
_LOGIN = re.compile(r"[A-Za-z0-9._-]{2,40}")
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is needed to create a person with an account; ``password`` None makes one without."""

    login: str
    name: str
    password: str | None = None
    must_change_password: bool = True
    email: str | None = None
    phone: str | None = None


def create_unit(
    session: Session,
    code: str,
    name: str,
    *,
    parent: Unit | None = None,
    keeps_ledger: bool = False,
) -> Unit:
    """Create a unit, at the root or below another one.

    Raises:
        InvalidError: the code is taken or malformed, or the name is empty.
    """
    if not _CODE.fullmatch(code):
        raise InvalidError("单位代码只能用字母、数字、横线和下划线，最长 40 个字符。", "code")
    if unit_with_code(session, code) is not None:
        raise InvalidError(f"单位代码“{code}”已经有了。", "code")
    if not name:
        raise InvalidError("请填写单位名称。", "name")
    unit = Unit(code=code, name=name, path="", keeps_ledger=keeps_ledger)
    unit.parent_id = parent.id if parent else None
    session.add(unit)
    session.flush()  # the path needs the id
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    unit.position = unit.id
    return unit


def create_account(session: Session, new: NewAccount, *, at: datetime) -> Person:
    """Create a person, with an account when a password is given.

    Raises:
        InvalidError: the sign-in name is taken or malformed, or the password too weak.
    """
    if not _LOGIN.fullmatch(new.login):
        raise InvalidError("登录名只能用 2 到 40 个字母、数字、点、横线和下划线。", "login")
    if person_with_login(session, new.login) is not None:
        raise InvalidError(f"登录名“{new.login}”已经有人用了。", "login")
    if not new.name:
        raise InvalidError("请填写姓名。", "name")
    person = Person(
        login=new.login,
        name=new.name,
        email=new.email,
        phone=new.phone,
        must_change_password=new.must_change_password,
        created_at=at,
    )
    if new.password is not None:
        person.password_hash = hash_password(new.password, login=new.login)
        person.password_changed_at = at
    session.add(person)
    session.flush()  # appointments need the id
    return person


def appoint(
    session: Session,
    person: Person,
    unit: Unit,
    roles: Sequence[Role],
    *,
    from_on: date,
    post: str = "",
) -> None:
    """Give a person hats in a unit from a day on."""
    session.add_all(
        Appointment(
            person_id=person.id, unit_id=unit.id, role=role, post=post or None, from_on=from_on
        )
        for role in dict.fromkeys(roles)
    )
    session.flush()  # what follows reads the appointments


def set_up(session: Session, *, at: datetime, demo: bool = False) -> Installation:
    """Write the row of the installation at the first run.

    Raises:
        InvalidError: the first run has been made.
    """
    if installation(session) is not None:
        raise InvalidError("系统已经初始化过了。")
    row = Installation(id=1, demo=demo, created_at=at)
    session.add(row)
    session.flush()  # a second first run must fail here, not at the end
    return row


def hash_password(password: str, *, login: str) -> str:
    """Check a new password against the rules of 等保 level 2 and answer its argon2id hash.

    Raises:
        InvalidError: shorter than 8 characters, fewer than 3 classes of characters, or holding the login.
    """
    classes = sum(1 for one in _CLASSES if one.search(password))
    if len(password) < _SHORTEST or classes < 3:  # noqa: PLR2004  the rule says three of four
        raise InvalidError(
            "密码至少 8 位，并含大写字母、小写字母、数字、符号中的三种。", "password"
        )
    if login.lower() in password.lower():
        raise InvalidError("密码里不能含有登录名。", "password")
    return _HASHER.hash(password)


def sign_in(session: Session, login: str, password: str, *, at: datetime) -> str | None:
    """Check a password and open a sign-in; answer its token, or None when name or password is wrong.

    A wrong name costs the same work as a wrong password. Five failures in a row lock the account for five
    minutes.

    Raises:
        TooManyAttemptsError: the account is locked.
    """
    person = person_with_login(session, login)
    if person is None or person.password_hash is None or person.disabled_at is not None:
        _matches(_NOBODY, password)
        _note(session, "sign_in_refused", login, at=at)
        return None
    if person.locked_until is not None and person.locked_until > at:
        raise TooManyAttemptsError(minutes=int(_LOCK.total_seconds() // 60))
    if not _matches(person.password_hash, password):
        _count_failure(session, person, at=at)
        return None
    person.failed_attempts = 0
    person.locked_until = None
    _note(session, "signed_in", person.login, actor=person, at=at)
    return _open_sign_in(session, person, at=at)


def sign_out(session: Session, token: str, *, at: datetime) -> None:
    """End a sign-in on the server; its cookie is worth nothing from here on."""
    session.execute(
        update(SignIn)
        .where(SignIn.token_hash == token_hash(token), SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )


def change_password(session: Session, person: Person, old: str, new: str, *, at: datetime) -> str:
    """Change one's own password, end every sign-in, and answer the token of a new one.

    Raises:
        InvalidError: the old password is wrong, or the new one is too weak or the same.
    """
    if person.password_hash is None or not _matches(person.password_hash, old):
        raise InvalidError("原密码不对。", "old_password")
    if old == new:
        raise InvalidError("新密码不能和原密码一样。", "new_password")
    try:
        person.password_hash = hash_password(new, login=person.login)
    except InvalidError as error:
        raise InvalidError(error.message, "new_password") from error
    person.password_changed_at = at
    person.must_change_password = False
    end_sign_ins(session, person, at=at)
    _note(session, "password_changed", person.login, actor=person, at=at)
    return _open_sign_in(session, person, at=at)


def end_sign_ins(session: Session, person: Person, *, at: datetime) -> None:
    """End every open sign-in of a person."""
    session.execute(
        update(SignIn)
        .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )


def token_hash(token: str) -> str:
    """Answer the SHA-256 (hex) under which a sign-in's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _open_sign_in(session: Session, person: Person, *, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(token_hash=token_hash(token), person_id=person.id, started_at=at, seen_at=at)
    )
    return token


def _count_failure(session: Session, person: Person, *, at: datetime) -> None:
    person.failed_attempts += 1
    if person.failed_attempts >= _ATTEMPTS:
        person.failed_attempts = 0
        person.locked_until = at + _LOCK
        _note(session, "locked", person.login, at=at)
    _note(session, "sign_in_refused", person.login, at=at)


def _matches(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def _note(
    session: Session, kind: str, subject: str, *, at: datetime, actor: Person | None = None
) -> None:
    session.add(
        AccountEvent(at=at, actor_id=actor.id if actor else None, kind=kind, subject=subject)
    )
