"""What can be chosen on a page about tasks: units, people, years."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, literal, or_, select, union_all
from sqlalchemy.orm import Session

from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Role, Viewer
from tracker.tasks.models import Problem, Task
from tracker.tasks.queries.ledger import seen_by

_AT_WORK = frozenset({Role.CLERK, Role.HANDLER, Role.LEADER, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class LedgerChoices:
    """What the ledger can be narrowed to: (id, name) of units and people, and the years there are."""

    units: tuple[tuple[int, str], ...]
    people: tuple[tuple[int, str], ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody of the office: name, post and the name of the unit, with the hats worn anywhere in it."""

    person_id: int
    name: str
    post: str
    unit_name: str
    roles: frozenset[Role]

    @property
    def words(self) -> str:
        """Answer the name with unit and post, as lists show it."""
        return f"{self.name}（{self.unit_name}{'　' + self.post if self.post else ''}）"

    @property
    def works(self) -> bool:
        """Answer whether this person takes part in tasks at all."""
        return bool(self.roles & _AT_WORK)

    @property
    def leads(self) -> bool:
        """Answer whether this person can be a task's leader."""
        return bool(self.roles & {Role.LEADER, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class Office:
    """The units of a ledger, and the people appointed in them."""

    units: tuple[tuple[int, str], ...]
    people: tuple[Officer, ...]


def ledger_choices(session: Session, viewer: Viewer) -> LedgerChoices:
    """Answer what a viewer can narrow the ledger to (one statement)."""
    visible = seen_by(viewer)
    units = select(literal("unit"), Unit.id, Unit.name).where(
        Unit.id.in_(visible.with_only_columns(Task.lead_unit_id))
    )
    people = select(literal("person"), Person.id, Person.name).where(
        or_(
            Person.id.in_(visible.with_only_columns(Task.handler_id)),
            Person.id.in_(visible.with_only_columns(Task.leader_id)),
        )
    )
    years = visible.with_only_columns(literal("year"), Task.year, literal("")).distinct()
    rows = session.execute(union_all(units, people, years)).all()
    return LedgerChoices(
        units=tuple(sorted((key, name) for kind, key, name in rows if kind == "unit")),
        people=tuple(
            sorted(((key, name) for kind, key, name in rows if kind == "person"), key=_name)
        ),
        years=tuple(sorted((key for kind, key, _ in rows if kind == "year"), reverse=True)),
    )


def office_of(session: Session, unit: Unit, on: date) -> Office:
    """Answer the units of a ledger and the people appointed in them on a day (one statement)."""
    in_force = and_(
        Appointment.unit_id == Unit.id,
        Appointment.from_on <= on,
        or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
    )
    rows = session.execute(
        select(Unit.id, Unit.name, Person.id, Person.name, Appointment.post, Appointment.role)
        .outerjoin(Appointment, in_force)
        .outerjoin(Person, and_(Person.id == Appointment.person_id, Person.disabled_at.is_(None)))
        .where(Unit.path.startswith(unit.path, autoescape=True))
        .order_by(Unit.path, Unit.position, Unit.id, Appointment.id)
    ).all()
    units = {unit_id: name for unit_id, name, *_ in rows}
    return Office(units=tuple(units.items()), people=_officers(rows))


def _officers(rows: object) -> tuple[Officer, ...]:
    found: dict[int, Officer] = {}
    for _, unit_name, person_id, name, post, role in rows:  # type: ignore[attr-defined]  # rows of six
        if person_id is None:
            continue
        known = found.get(person_id) or Officer(person_id, name, post or "", unit_name, frozenset())
        found[person_id] = Officer(
            person_id, name, known.post or post or "", known.unit_name, known.roles | {role}
        )
    return tuple(found.values())


def _name(pair: tuple[int, str]) -> str:
    return pair[1]


def lock_ledger(session: Session, unit_id: int) -> None:
    """Let nobody else number or register in a unit's ledger until the transaction ends."""
    session.execute(select(Unit.id).where(Unit.id == unit_id).with_for_update())


def task_with_text(
    session: Session, viewer: Viewer, unit_id: int, year: int, text: str
) -> Task | None:
    """Answer the first task of a problem of a unit and year that has the very same text."""
    same = (
        seen_by(viewer)
        .join(Task.problem)
        .where(Problem.unit_id == unit_id, Problem.year == year, Problem.text == text)
    )
    return session.scalars(same.order_by(Task.id).limit(1)).first()
