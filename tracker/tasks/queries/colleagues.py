"""Who serves in the office of a ledger on a day, who stands in for whom, and who leads the unit above."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    Text,
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
from tracker.core.many import among
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
        self._serving: dict[int, dict[int, Colleague]] = {}
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
        named = (also | {task.leader_id}) - serving.keys()
        others = [
            Colleague(one, self._names[one], frozenset()) for one in named if one in self._names
        ]
        return tuple(sorted((*serving.values(), *others), key=lambda one: one.person_id))

    def deputies(self, unit_id: int) -> tuple[Deputy, ...]:
        """Answer who stands in for whom in a ledger."""
        return tuple(sorted(self._deputies[unit_id], key=lambda one: one.person_id))

    def _of_unit(self, unit_id: int) -> dict[int, Colleague]:
        """Answer who wears a hat in a ledger, worked out once for all its tasks."""
        if unit_id not in self._serving:
            self._serving[unit_id] = {
                one: Colleague(one, self._names[one], frozenset(roles))
                for one, roles in self._hats[unit_id].items()
            }
        return self._serving[unit_id]


def serving_in(
    tasks: Sequence[AnyTask],
    people: frozenset[int],
    named_acceptors: frozenset[int],
    on: date,
    *,
    judges_only: bool,
) -> CompoundSelect[Any]:
    """Answer who serves in the ledgers of some tasks, further people by name, and who stands in for whom.

    Of the units above only those who were named to decide for a ledger below, each row marked in its last column.
    """
    units = {one.unit_id for one in tasks}
    no_id, no_text = cast(null(), Integer), cast(null(), Text)  # PostgreSQL asks for a type
    serving = (
        select(
            Appointment.unit_id, Person.id, Person.name, Appointment.role, no_id, no_text, false()
        )
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.unit_id.in_(units), in_force(on), Person.disabled_at.is_(None))
    )
    if judges_only:
        serving = serving.where(Appointment.role != Role.HANDLER)
    named = select(no_id, Person.id, Person.name, no_text, no_id, no_text, false()).where(
        among(Person.id, people), Person.disabled_at.is_(None)
    )
    standing_in = _standing_in(units, on)
    if not named_acceptors:
        return union_all(serving, named, standing_in)
    above = leading_above(units, on).where(Person.id.in_(named_acceptors))
    marked = above.add_columns(Appointment.role, no_id, no_text, true())
    return union_all(serving, named, standing_in, marked)


def _standing_in(unit_ids: Collection[int], on: date) -> Select[int, int, str, str, int, str, bool]:
    """Select who stands in for whom in some ledgers."""
    no_text = cast(null(), Text)
    absent = aliased(Person)
    return (
        select(StandIn.unit_id, Person.id, Person.name, no_text, absent.id, absent.name, false())
        .join(Person, Person.id == StandIn.stand_in_id)
        .join(absent, absent.id == StandIn.person_id)
        .where(
            StandIn.unit_id.in_(unit_ids),
            StandIn.from_on <= on,
            StandIn.until_on >= on,
            Person.disabled_at.is_(None),
            absent.disabled_at.is_(None),
        )
    )


def leading_above(unit_ids: Collection[int], on: date) -> Select[int, int, str]:
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
