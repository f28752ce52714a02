"""Who serves in the office of a ledger on a day, who stands in for whom, and who leads the unit above."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Date,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    false,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Appointment, Person, StandIn, Unit
from tracker.accounts.permissions import Role
from tracker.accounts.queries import in_force
from tracker.core.statements import built_once
from tracker.tasks.queries.listed import AnyTask
from tracker.tasks.rules.people import Colleague, Deputy


class Colleagues:
    """Who wears a hat in the ledgers of some tasks, and who stands in for whom, on a day (one statement).

    Read as plain columns, and of offices at large only who can judge: a county's clerk has two thousand colleagues.
    """

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._names: dict[int, str] = {}
        self._hats: dict[int, dict[int, set[Role]]] = defaultdict(lambda: defaultdict(set))
        self._deputies: dict[int, list[Deputy]] = defaultdict(list)
        self._serving: dict[int, tuple[Colleague, ...]] = {}
        self._above: set[tuple[int, int]] = set()
        for unit_id, person_id, name, role, absent_id, absent, above in rows:
            if absent_id is not None:
                self._deputies[unit_id].append(Deputy(person_id, name, absent_id, absent))
                continue
            self._names[person_id] = name
            if above:
                self._above.add((unit_id, person_id))
            elif role is not None:
                self._hats[unit_id][person_id].add(role)

    def leads_above(self, task: AnyTask, person_id: int | None) -> bool:
        """Answer whether a person leads the unit above a task's ledger."""
        return (task.unit_id, person_id) in self._above

    def colleagues(self, task: AnyTask, also: frozenset[int | None]) -> tuple[Colleague, ...]:
        """Answer who wears a hat in a task's ledger, with the task's own leader and others who have part in it."""
        serving = self._of_unit(task.unit_id)
        named = (also | {task.leader_id}) - self._hats[task.unit_id].keys()
        others = [
            Colleague(one, self._names[one], frozenset()) for one in named if one in self._names
        ]
        return tuple(sorted((*serving, *others), key=_id)) if others else serving

    def deputies(self, unit_id: int) -> tuple[Deputy, ...]:
        """Answer who stands in for whom in a ledger."""
        return tuple(sorted(self._deputies[unit_id], key=lambda one: one.person_id))

    def _of_unit(self, unit_id: int) -> tuple[Colleague, ...]:
        """Answer who wears a hat in a ledger, worked out once for all its tasks."""
        if unit_id not in self._serving:
            hats = self._hats[unit_id].items()
            serving = (Colleague(one, self._names[one], frozenset(roles)) for one, roles in hats)
            self._serving[unit_id] = tuple(sorted(serving, key=_id))
        return self._serving[unit_id]


def _id(colleague: Colleague) -> int:
    return colleague.person_id


def serving_in(
    session: Session,
    tasks: Sequence[AnyTask],
    people: frozenset[int],
    named_acceptors: frozenset[int],
    on: date,
    *,
    judges_only: bool,
) -> Colleagues:
    """Answer who serves in the ledgers of some tasks, further people by name, and who stands in for whom (one statement).

    Of the units above only those who were named to decide for a ledger below.
    """
    asked = {
        "units": sorted({one.unit_id for one in tasks}),
        "people": sorted(people),
        "named": sorted(named_acceptors),
        "on": on,
    }
    statement = _serving(judges_only=judges_only, above=bool(named_acceptors))
    return Colleagues(session.execute(statement, asked))


_UNITS, _PEOPLE, _NAMED = (
    bindparam(name, type_=Integer(), expanding=True) for name in ("units", "people", "named")
)
_ON = bindparam("on", type_=Date())


@built_once
def _serving(*, judges_only: bool, above: bool) -> CompoundSelect[Any]:
    """Select each hat, each further person and each deputy as a row; those above are marked in the last column."""
    no_id, no_text = cast(null(), Integer), cast(null(), Text)  # PostgreSQL asks for a type
    serving = (
        select(
            Appointment.unit_id, Person.id, Person.name, Appointment.role, no_id, no_text, false()
        )
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.unit_id.in_(_UNITS), in_force(_ON), Person.disabled_at.is_(None))
    )
    if judges_only:
        serving = serving.where(Appointment.role != Role.HANDLER)
    named = select(no_id, Person.id, Person.name, no_text, no_id, no_text, false()).where(
        Person.id.in_(_PEOPLE), Person.disabled_at.is_(None)
    )
    if not above:
        return union_all(serving, named, _standing_in())
    leading = leading_above(_UNITS, _ON).where(Person.id.in_(_NAMED))
    marked = leading.add_columns(Appointment.role, no_id, no_text, true())
    return union_all(serving, named, _standing_in(), marked)


def _standing_in() -> Select[int, int, str, str, int, str, bool]:
    """Select who stands in for whom in the ledgers."""
    no_text = cast(null(), Text)
    absent = aliased(Person)
    return (
        select(StandIn.unit_id, Person.id, Person.name, no_text, absent.id, absent.name, false())
        .join(Person, Person.id == StandIn.stand_in_id)
        .join(absent, absent.id == StandIn.person_id)
        .where(
            StandIn.unit_id.in_(_UNITS),
            StandIn.from_on <= _ON,
            StandIn.until_on >= _ON,
            Person.disabled_at.is_(None),
            absent.disabled_at.is_(None),
        )
    )


def leading_above(
    unit_ids: Collection[int] | BindParameter[int], on: date | BindParameter[date]
) -> Select[int, int, str]:
    """Select who leads the units right above some: the id of the unit below, and the person's id and name."""
    return (
        select(Unit.id, Person.id, Person.name)
        .join(Appointment, Appointment.unit_id == Unit.parent_id)
        .join(Person, Person.id == Appointment.person_id)
        .where(
            Unit.id.in_(unit_ids),
            Appointment.role.in_((Role.LEADER, Role.SECRETARY)),
            in_force(on),
            Person.disabled_at.is_(None),
        )
    )


def leaders_above(session: Session, unit_id: int, on: date) -> tuple[tuple[int, str], ...]:
    """Answer who leads the unit right above a ledger's, by id and name (one statement)."""
    rows = session.execute(leading_above({unit_id}, on).order_by(Person.id))
    return tuple(dict.fromkeys((person_id, name) for _, person_id, name in rows))
