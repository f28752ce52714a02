"""Who belongs where: viewers, units below a unit, people of a unit."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.accounts.models import AccountEvent, Appointment, Installation, Person, Unit
from tracker.accounts.permissions import Role, Viewer, union

_Tree = Sequence[tuple[int, str, bool, bool]]


def installation(session: Session) -> Installation | None:
    """Answer the row of the installation, or None before the first run."""
    return session.get(Installation, 1)


def unit_with_code(session: Session, code: str) -> Unit | None:
    """Answer the unit with a code."""
    return session.scalars(select(Unit).where(Unit.code == code)).one_or_none()


def all_units(session: Session) -> Sequence[Unit]:
    """Answer every unit, in organisational order, each behind the one above it."""
    return _as_tree(session.scalars(select(Unit)).all())


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

    ``words`` is sought in names and sign-in names.
    """
    held = select(Appointment.person_id).where(Appointment.unit_id.in_(list(unit_ids)))
    found = select(Person).where(Person.id.in_(held))
    if words:
        found = found.where(
            or_(
                Person.name.contains(words, autoescape=True),
                Person.login.contains(words, autoescape=True),
            )
        )
    return found.options(selectinload(Person.appointments).joinedload(Appointment.unit)).order_by(
        Person.disabled_at.is_not(None), Person.name, Person.id
    )


def how_many(session: Session, found: Select[Person]) -> int:
    """Answer how many people a select finds."""
    bare = found.order_by(None).with_only_columns(Person.id)
    return session.scalar(select(func.count()).select_from(bare.subquery())) or 0


def units_among(session: Session, unit_ids: Iterable[int]) -> Sequence[Unit]:
    """Answer the units with these ids, in organisational order, each behind the one above it."""
    return _as_tree(session.scalars(select(Unit).where(Unit.id.in_(list(unit_ids)))).all())


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


def viewer_of(session: Session, person_id: int, on: date) -> Viewer | None:
    """Answer the viewer for a person, or None when the account is disabled or has no appointment.

    Two statements: the person with appointments, and the tree of units.
    """
    found = session.scalars(
        select(Person)
        .where(Person.id == person_id, Person.disabled_at.is_(None))
        .options(joinedload(Person.appointments).joinedload(Appointment.unit))
    )
    person = found.unique().one_or_none()
    if person is None:
        return None
    held = [one for one in person.appointments if holds(one, on)]
    if not held:
        return None
    return _viewer(
        person,
        held,
        on,
        session.execute(
            select(Unit.id, Unit.path, Unit.keeps_ledger, Unit.live_to_superiors)
        ).all(),
    )


def _as_tree(units: Sequence[Unit]) -> list[Unit]:
    positions = {str(unit.id): (unit.position, unit.id) for unit in units}
    return sorted(
        units,
        key=lambda unit: [positions.get(one, (0, 0)) for one in unit.path.strip("/").split("/")],
    )


def _viewer(person: Person, held: list[Appointment], on: date, tree: _Tree) -> Viewer:
    reach = tuple(
        (role, union(_reach(one, tree) for one in held if one.role is role))
        for role in Role
        if any(one.role is role for one in held)
    )
    home = held[0].unit
    return Viewer(
        person_id=person.id,
        name=person.name,
        login=person.login,
        unit_id=home.id,
        unit_name=home.name,
        reach=reach,
        sees=union(
            _below(one.unit.path, tree, shut=_closed(one.unit.path, tree))
            for one in held
            if one.role is not Role.ADMIN
        ),
        on=on,
        must_change_password=person.must_change_password,
    )


def _reach(appointment: Appointment, tree: _Tree) -> frozenset[int]:
    """Answer where a hat holds: below the unit, but not in another ledger's units (except for admins)."""
    path = appointment.unit.path
    if appointment.role is Role.ADMIN:
        return _below(path, tree, shut=())
    return _below(path, tree, shut=[one for _, one, keeps, _ in tree if keeps and one != path])


def _closed(path: str, tree: _Tree) -> list[str]:
    """Answer the paths of ledgers below ``path`` that show superiors only what was reported."""
    return [one for _, one, keeps, live in tree if keeps and not live and one != path]


def _below(path: str, tree: _Tree, shut: Iterable[str]) -> frozenset[int]:
    closed = tuple(one for one in shut if one.startswith(path))
    return frozenset(
        unit_id
        for unit_id, one, _, _ in tree
        if one.startswith(path) and not one.startswith(closed)
    )


def holds(appointment: Appointment, on: date) -> bool:
    """Answer whether a hat is worn on a day: from its first day to its last, both included."""
    until = appointment.until_on
    return appointment.from_on <= on and (until is None or until >= on)


def in_force(on: date) -> ColumnElement[bool]:
    """Answer the same as :func:`holds`, as a condition on appointments."""
    return (Appointment.from_on <= on) & or_(
        Appointment.until_on.is_(None), Appointment.until_on >= on
    )
