"""Writing about people: accounts, appointments, disabling and enabling, new first passwords."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from tracker.accounts.actions.links import end_links
from tracker.accounts.actions.log import Hand, note
from tracker.accounts.actions.passwords import first_password, hash_password
from tracker.accounts.actions.sign_in import end_sign_ins
from tracker.accounts.actions.versions import same_version
from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Role
from tracker.accounts.queries import person_with_login
from tracker.core.errors import InvalidError

_LOGIN = re.compile(r"[A-Za-z0-9._-]{2,40}")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is needed to create a person with an account; ``password`` None makes one without."""

    login: str
    name: str
    password: str | None = None
    must_change_password: bool = True
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What can be put right about a person; None where nothing is noted."""

    name: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Hats:
    """Roles in a unit with the post (职务; may be empty), from a day on."""

    unit: Unit
    roles: tuple[Role, ...]
    post: str
    from_on: date


def create_account(
    session: Session, new: NewAccount, *, at: datetime, by: int | None = None
) -> Person:
    """Create a person, with an account when a password is given; ``by`` is None at the console.

    Raises:
        InvalidError: the sign-in name is taken or malformed, the password too weak, the mail address wrong.
    """
    if not _LOGIN.fullmatch(new.login):
        raise InvalidError("登录名只能用 2 到 40 个字母、数字、点、横线和下划线。", "login")
    taken = InvalidError(f"登录名“{new.login}”已经有人用了。", "login")
    if person_with_login(session, new.login) is not None:
        raise taken
    person = Person(login=new.login, must_change_password=new.must_change_password, created_at=at)
    _write_facts(person, PersonFacts(new.name, new.email, new.phone))
    if new.password is not None:
        person.password_hash = hash_password(new.password, login=new.login)
        person.password_changed_at = at
    session.add(person)
    try:
        session.flush()  # appointments need the id; of two with one name at once, one must fail here
    except IntegrityError as error:
        raise taken from error
    note(session, "account_created", new.login, Hand(by, at), new.name)
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


def take_on(session: Session, new: NewAccount, hats: Hats, *, hand: Hand) -> Person:
    """Create a person with an account and the first hats.

    Raises:
        InvalidError: no role is named, or what :func:`create_account` refuses.
    """
    person = create_account(session, new, at=hand.at, by=hand.person_id)
    put_on(session, person, hats, hand)
    return person


def give_hats(session: Session, person: Person, hats: Hats, *, version: int, hand: Hand) -> None:
    """Appoint somebody who is shown on a page; ``person.appointments`` is loaded.

    Raises:
        InvalidError: no role is named, or one is already worn in that unit.
        StaleError: the person was changed since ``version`` was shown.
    """
    same_version(person, version)
    check_not_worn(person, hats)
    flag_modified(person, "name")  # a new version, so that a page shown before is stale
    put_on(session, person, hats, hand)


def end_appointment(
    session: Session, appointment: Appointment, *, until: date, version: int, hand: Hand
) -> None:
    """End a hat with the end of a day; history keeps it. ``appointment.person`` and ``.unit`` are loaded.

    Raises:
        InvalidError: it ended before, or the day lies before its first one.
        StaleError: the person was changed since ``version`` was shown.
    """
    person = appointment.person
    same_version(person, version)
    if appointment.until_on is not None and appointment.until_on <= until:
        raise InvalidError("这项任职已经结束了。")
    if until < appointment.from_on:
        raise InvalidError("结束日期不能早于任职开始的日期。")
    appointment.until_on = until
    flag_modified(person, "name")  # a new version, so that a page shown before is stale
    hat = f"{appointment.unit.code} {appointment.role} {until}"
    note(session, "appointment_ended", person.login, hand, hat)


def set_person(
    session: Session, person: Person, facts: PersonFacts, *, version: int, hand: Hand
) -> None:
    """Put right a person's name, mail address or telephone number.

    Raises:
        InvalidError: the name is empty or the mail address is none.
        StaleError: the person was changed since ``version`` was shown.
    """
    same_version(person, version)
    _write_facts(person, facts)
    note(session, "person_changed", person.login, hand, facts.name)


def disable(session: Session, person: Person, *, version: int, hand: Hand) -> None:
    """Shut an account at once, in every browser.

    Raises:
        InvalidError: it is shut.
        StaleError: the person was changed since ``version`` was shown.
    """
    same_version(person, version)
    if person.disabled_at is not None:
        raise InvalidError("这个账号已经停用了。")
    person.disabled_at = hand.at
    end_sign_ins(session, person, at=hand.at)
    end_links(session, person, at=hand.at)
    note(session, "disabled", person.login, hand)


def enable(session: Session, person: Person, *, version: int, hand: Hand) -> None:
    """Open a shut account again.

    Raises:
        InvalidError: it is open.
        StaleError: the person was changed since ``version`` was shown.
    """
    same_version(person, version)
    if person.disabled_at is None:
        raise InvalidError("这个账号没有停用。")
    person.disabled_at = None
    note(session, "enabled", person.login, hand)


def reset_password(session: Session, person: Person, *, version: int, hand: Hand) -> str:
    """Give a person a new first password, end every sign-in and lock, and answer the password once.

    Raises:
        StaleError: the person was changed since ``version`` was shown.
    """
    same_version(person, version)
    password = first_password(person.login)
    person.password_hash = hash_password(password, login=person.login)
    person.password_changed_at = hand.at
    person.must_change_password = True
    person.failed_attempts = 0
    person.locked_until = None
    end_sign_ins(session, person, at=hand.at)
    end_links(session, person, at=hand.at)
    note(session, "password_reset", person.login, hand)
    return password


def check_not_worn(person: Person, hats: Hats) -> None:
    """Check that none of some hats is worn in its unit from their first day on; ``person.appointments`` is loaded.

    Raises:
        InvalidError: one is.
    """
    for one in person.appointments:
        ended = one.until_on is not None and one.until_on < hats.from_on
        if one.unit_id == hats.unit.id and one.role in hats.roles and not ended:
            raise InvalidError(f"{person.name}在这个单位已经是{one.role.label}。", "roles")


def put_on(session: Session, person: Person, hats: Hats, hand: Hand) -> None:
    """Put hats on and tell the log.

    Raises:
        InvalidError: no role is named, or the unit is gone.
    """
    if not hats.roles:
        raise InvalidError("请至少选一个角色。", "roles")
    if hats.unit.closed_on is not None:
        raise InvalidError(f"{hats.unit.name}已经并入别的单位，请选并入后的单位。", "unit_id")
    appoint(session, person, hats.unit, hats.roles, from_on=hats.from_on, post=hats.post)
    roles = ",".join(hats.roles)
    note(session, "appointed", person.login, hand, f"{hats.unit.code} {roles} {hats.from_on}")


def _write_facts(person: Person, facts: PersonFacts) -> None:
    if not facts.name:
        raise InvalidError("请填写姓名。", "name")
    if facts.email and not _EMAIL.fullmatch(facts.email):
        raise InvalidError("邮箱地址写得不对。", "email")
    person.name = facts.name
    person.email = facts.email or None
    person.phone = facts.phone or None
