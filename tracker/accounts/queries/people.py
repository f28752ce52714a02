"""People: by name, by hat, in organisational order, and who last changed them."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from tracker.accounts.models import (
    AccountEvent,
    Appointment,
    Person,
    Unit,
)
from tracker.accounts.permissions import Role
from tracker.accounts.queries.hats import holds, in_force

# Inside a unit: who decides, who leads, who keeps the ledger, who works, who watches.
_RANKS = (Role.SECRETARY, Role.LEADER, Role.CLERK, Role.HANDLER, Role.VIEWER, Role.ADMIN)


def person_with_login(session: Session, login: str) -> Person | None:
    """Answer the person with a sign-in name."""
    return session.scalars(select(Person).where(Person.login == login)).one_or_none()


def people_with_role(session: Session, unit: Unit, role: Role, on: date) -> Sequence[Person]:
    """Answer who wears a hat in exactly this unit on a day, by name."""
    held = select(Appointment.person_id).where(
        Appointment.unit_id == unit.id, Appointment.role == role, in_force(on)
    )
    return session.scalars(
        select(Person)
        .where(Person.id.in_(held), Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
    ).all()


def people_ever_in(unit_ids: Iterable[int], words: str = "") -> Select[Person]:
    """Answer everybody who is or was appointed to any of the units, by name; appointments come along.

    ``words`` is sought in names, sign-in names and posts.
    """
    held = select(Appointment.person_id).where(Appointment.unit_id.in_(list(unit_ids)))
    found = select(Person).where(Person.id.in_(held))
    if words:
        found = found.where(
            or_(
                Person.name.contains(words, autoescape=True),
                Person.login.contains(words, autoescape=True),
                Person.appointments.any(Appointment.post.contains(words, autoescape=True)),
            )
        )
    return found.options(selectinload(Person.appointments).joinedload(Appointment.unit)).order_by(
        Person.disabled_at.is_not(None), Person.name, Person.id
    )


def in_order(session: Session, found: Select[Person], units: Sequence[Unit], on: date) -> list[int]:
    """Answer the ids of the people whom a select finds, in organisational order.

    Unit by unit as ``units`` has them (any other unit behind them), inside a unit 书记 before 领导 before the others,
    then as they came; who serves nowhere any more on a day, or is disabled, comes last.
    """
    ids = found.order_by(None).with_only_columns(Person.id).options()
    rows = session.execute(
        select(
            Person.id,
            Person.disabled_at,
            Appointment.unit_id,
            Appointment.role,
            Appointment.until_on,
        )
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Person.id.in_(ids))
    ).all()
    places = {unit.id: place for place, unit in enumerate(units)}
    ranks: dict[int, tuple[bool, bool, int, int, int]] = {}
    for person_id, disabled_at, unit_id, role, until_on in rows:
        rank = (
            disabled_at is not None,
            until_on is not None and until_on < on,
            places.get(unit_id, len(places)),
            _RANKS.index(role),
            person_id,
        )
        ranks[person_id] = min(rank, ranks.get(person_id, rank))
    return sorted(ranks, key=lambda one: ranks[one])


def people_with_ids(session: Session, ids: Sequence[int]) -> Sequence[Person]:
    """Answer people in the order of their ids as given, appointments along."""
    rows = session.scalars(
        select(Person)
        .where(Person.id.in_(ids))
        .options(selectinload(Person.appointments).joinedload(Appointment.unit))
    )
    known = {one.id: one for one in rows}
    return [known[one] for one in ids]


def last_hand(session: Session, subject: str) -> str | None:
    """Answer the name of the person who last changed a unit (by code) or an account (by login)."""
    return session.scalars(
        select(Person.name)
        .join(AccountEvent, AccountEvent.actor_id == Person.id)
        .where(AccountEvent.subject == subject)
        .order_by(AccountEvent.id.desc())
        .limit(1)
    ).first()


def post_of(person: Person, on: date) -> str:
    """Answer the post (职务) that a person holds on a day; empty when none is noted."""
    posts = [one.post for one in person.appointments if one.post and holds(one, on)]
    return posts[0] if posts else ""
