"""Who may be told: people in post, the hats they wear, and who stands in for whom."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, Text, null, or_, select, type_coerce, union_all
from sqlalchemy.orm import Session

from tracker.accounts.models import Appointment, Person, StandIn
from tracker.accounts.permissions import Role
from tracker.core.many import among
from tracker.reminders.rules.ladder import Part
from tracker.reminders.rules.planner import TaskFacts

_NOBODY: tuple[int, ...] = ()
_Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who may be told: people in post today, who wears a hat in which unit, who stands in for whom where."""

    in_post: frozenset[int]
    hats: Mapping[tuple[int, Role], tuple[int, ...]]
    stand_ins: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def in_part(self, part: Part, task: TaskFacts) -> tuple[int, ...]:
        """Answer the ids of those who have a part in a task and are still in post, and of their stand-ins."""
        people = self._holding(part, task)
        if not self.stand_ins:
            return people
        return tuple(dict.fromkeys((*people, *self._standing_in(part, task))))

    def _holding(self, part: Part, task: TaskFacts) -> tuple[int, ...]:
        match part:
            case Part.HANDLER:
                return self._one(task.handler_id)
            case Part.LEADER:
                return self._one(task.leader_id)
            case Part.UNIT:
                return self._of_unit(task.lead_unit_id)
            case Part.CLERK:
                return self.hats.get((task.unit_id, Role.CLERK), _NOBODY)
            case Part.SECRETARY:
                return self.hats.get((task.unit_id, Role.SECRETARY), _NOBODY)
            case Part.ACCEPTOR:
                return self._one(task.acceptor_id)

    def _standing_in(self, part: Part, task: TaskFacts) -> Iterable[int]:
        absent = {
            Part.HANDLER: (task.handler_id,),
            Part.LEADER: (task.leader_id,),
            Part.ACCEPTOR: (task.acceptor_id,),
        }.get(part, self._holding(part, task))
        for person_id in absent:
            for unit_id, stand_in_id in self.stand_ins.get(person_id or 0, ()):
                if unit_id == task.unit_id and stand_in_id in self.in_post:
                    yield stand_in_id

    def _of_unit(self, unit_id: int | None) -> tuple[int, ...]:
        """Answer who is told for a leading unit: its clerks, else those who lead it, else who work in it."""
        if unit_id is None:
            return _NOBODY
        for role in (Role.CLERK, Role.LEADER, Role.HANDLER):
            if found := self.hats.get((unit_id, role)):
                return found
        return _NOBODY

    def _one(self, person_id: int | None) -> tuple[int, ...]:
        return (person_id,) if person_id in self.in_post and person_id is not None else _NOBODY


def standing(
    session: Session,
    on: date,
    only: Collection[int] | None = None,
    units: Collection[int] = (),
) -> Standing:
    """Answer who is in post on a day; ``only`` narrows to some people, and everybody in some units."""
    wanted = union_all(_appointed(on, only, units), _standing_in(on)).order_by("person_id")
    in_post: set[int] = set()
    hats: dict[tuple[int, Role], dict[int, None]] = {}
    stand_ins: dict[int, tuple[tuple[int, int], ...]] = {}
    for person_id, unit_id, role, stand_in_id in session.execute(wanted):
        if role is None:
            stand_ins[person_id] = (*stand_ins.get(person_id, ()), (unit_id, stand_in_id))
        else:
            in_post.add(person_id)
            hats.setdefault((unit_id, role), {})[person_id] = None
    return Standing(frozenset(in_post), {key: tuple(held) for key, held in hats.items()}, stand_ins)


def _appointed(on: date, only: Collection[int] | None, units: Collection[int]) -> _Rows:
    wanted = (
        select(
            Appointment.person_id,
            Appointment.unit_id,
            Appointment.role,
            null().cast(Integer).label("stand_in_id"),
        )
        .join(Person, Person.id == Appointment.person_id)
        .where(
            Person.disabled_at.is_(None),
            Appointment.from_on <= on,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
        )
    )
    if only is None:
        return wanted
    return wanted.where(among(Appointment.person_id, only) | among(Appointment.unit_id, units))


def _standing_in(on: date) -> _Rows:
    no_role = type_coerce(null().cast(Text), Appointment.role.type)
    return select(StandIn.person_id, StandIn.unit_id, no_role, StandIn.stand_in_id).where(
        StandIn.from_on <= on, StandIn.until_on >= on
    )
