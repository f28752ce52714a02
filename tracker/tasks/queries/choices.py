"""What can be chosen on a page about tasks: units, people, years."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Role, Viewer
from tracker.core.many import among
from tracker.core.statements import built_once
from tracker.tasks.models import Problem, Task
from tracker.tasks.queries.filtering import LedgerFilter
from tracker.tasks.queries.seeing import seen_by
from tracker.tasks.rules.lifecycle import FINAL

MOST_NEIGHBOURS = 500
_AT_WORK = frozenset({Role.CLERK, Role.HANDLER, Role.LEADER, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class LedgerChoices:
    """What the ledger can be narrowed to: (id, name) of ledgers, units and people, and the years there are."""

    ledgers: tuple[tuple[int, str], ...]
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
    """The units of a ledger, the people appointed in them, and who leads the unit above, where that is asked for."""

    units: tuple[tuple[int, str], ...]
    people: tuple[Officer, ...]
    above: tuple[tuple[int, str], ...] = ()


def ledger_choices(session: Session, viewer: Viewer, wanted: LedgerFilter) -> LedgerChoices:
    """Answer what a viewer can narrow the ledger to (one statement).

    Units and people are those of the offices, not those of the tasks, which may be a million. Who sees several
    ledgers chooses one of them first, then among its people.
    """
    found: dict[str, list[tuple[Any, str]]] = defaultdict(list)
    for kind, key, name in session.execute(_choices(viewer, wanted.unit_id, wanted.person_id)):
        found[kind].append((key, name))
    years_there = [year for year, _ in found["year"] if year is not None]
    return LedgerChoices(
        ledgers=tuple(sorted(found["ledger"])),
        units=tuple(sorted(found["unit"])),
        people=tuple(sorted(found["person"], key=_name)),
        years=tuple(range(max(years_there), min(years_there) - 1, -1)) if years_there else (),
    )


# To put it together takes longer than to ask it.
@built_once
def _choices(viewer: Viewer, unit_id: int | None, person_id: int | None) -> CompoundSelect[Any]:
    in_scope, at_hand = _in_scope(viewer, unit_id), _at_hand(viewer, unit_id, person_id)
    edges = (
        select(func.min(Task.year)).scalar_subquery(),
        select(func.max(Task.year)).scalar_subquery(),
    )
    return union_all(
        select(literal("ledger"), Unit.id, Unit.name).where(among(Unit.id, viewer.ledgers)),
        select(literal("unit"), Unit.id, Unit.name).where(in_scope),
        select(literal("person"), Person.id, Person.name).where(at_hand),
        *(select(literal("year"), edge, literal("")) for edge in edges),
    )


def _in_scope(viewer: Viewer, unit_id: int | None) -> ColumnElement[bool]:
    """Answer the units that can lead a task: of the chosen ledger, or of all that the viewer sees."""
    seen = among(Unit.id, viewer.sees)
    if unit_id is None:
        return seen
    ledger = aliased(Unit)
    path = select(ledger.path).where(ledger.id == unit_id).scalar_subquery()
    return seen & Unit.path.startswith(path)


def _at_hand(viewer: Viewer, unit_id: int | None, person_id: int | None) -> ColumnElement[bool]:
    """Answer the people who can be chosen: of the units in scope, and who leads the viewer's own work."""
    # An id in the address names nobody whom the viewer could not choose: names are not to be guessed.
    serving = select(Appointment.person_id).where(among(Appointment.unit_id, viewer.sees))
    asked = (Person.id == person_id) & Person.id.in_(serving)
    own = Person.id == viewer.person_id
    chosen = or_(own, asked) if person_id else own
    if unit_id is None and len(viewer.ledgers) > 1:
        return chosen
    working = Appointment.role.in_(_AT_WORK)
    held = select(Appointment.person_id).join(Appointment.unit)
    held = held.where(_in_scope(viewer, unit_id), working)
    leading = select(Task.leader_id).where(Task.handler_id == viewer.person_id)
    return or_(chosen, Person.id.in_(held), Person.id.in_(leading))


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
        .where(Unit.path.startswith(unit.path, autoescape=True), Unit.closed_on.is_(None))
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


def ids_with_numbers(session: Session, unit_id: int, numbers: Collection[str]) -> Sequence[int]:
    """Answer the ids of the tasks of a ledger that have one of a few numbers."""
    wanted = select(Task.id).where(Task.unit_id == unit_id, Task.number.in_(numbers))
    return session.scalars(wanted).all()


def units_with_number(session: Session, number: str) -> Sequence[Unit]:
    """Answer the units whose ledgers have a task with a number."""
    return session.scalars(
        select(Unit)
        .join(Task, Task.unit_id == Unit.id)
        .where(Task.number == number)
        .order_by(Unit.id)
    ).all()


def neighbours_of(session: Session, viewer: Viewer, task: Task) -> Sequence[tuple[str, str]]:
    """Answer number and title of the other tasks of a ledger that a viewer sees and that are not over, newest first."""
    open_ones = (Task.unit_id == task.unit_id, Task.id != task.id, Task.state.not_in(FINAL))
    found = seen_by(viewer).where(*open_ones).order_by(Task.number.desc()).limit(MOST_NEIGHBOURS)
    rows = session.execute(found.with_only_columns(Task.number, Task.title))
    return [(number, title) for number, title in rows]
