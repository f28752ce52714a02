"""Who has part in a task's current round: worked out from its trail and the office's posts on a day."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Integer, Text, case, cast, null, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Appointment, Person, StandIn
from tracker.accounts.permissions import Role
from tracker.accounts.queries import in_force
from tracker.core.many import among
from tracker.tasks.models import Task, Trace
from tracker.tasks.queries.rounds import (
    GIVING,
    Told,
    acceptor_of,
    askers_of,
    countersigners_of,
    goes_to_secretary,
    typed_workers_of,
    workers_of,
)
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.people import WORK, Colleague, Deputy, Parties

# Of these steps it counts what they tell, and which came last; of the others, who did them.
_FACTUAL = GIVING | {
    Step.ASK_EXTENSION,
    Step.GRANT_EXTENSION,
    Step.NAME_ACCEPTOR,
    Step.SPLIT,
}
# What the parties of a round are worked out from; the rest of a trail need not be read.
_TOLD_BY = (
    WORK
    | GIVING
    | {
        Step.SPLIT,
        Step.COUNTERSIGN,
        Step.ASK_EXTENSION,
        Step.GRANT_EXTENSION,
        Step.NAME_ACCEPTOR,
    }
)


def parties_of(session: Session, task: Task, trail: Sequence[Trace], on: date) -> Parties:
    """Answer who has part in the current round of one task (one statement)."""
    return _parties(session, [task], {task.id: trail}, on, judges_only=False)[task.id]


def judges_of_each(session: Session, tasks: Sequence[Task], on: date) -> dict[int, Parties]:
    """Answer who has part in the current rounds of several tasks, by their ids (two statements).

    Of the offices only those who can judge are read: enough to ask who decides, not to name everybody.
    """
    if not tasks:
        return {}
    of_round = (
        select(*_READ)
        .join(Task, Task.id == Trace.task_id)
        .where(
            among(Trace.task_id, [one.id for one in tasks]),
            Trace.round == Task.round,
            Trace.step.in_(_TOLD_BY),
        )
        .distinct()
        .order_by(Trace.task_id, _PLACE)
    )
    trails: dict[int, list[Told]] = defaultdict(list)
    for *told, facts in session.execute(of_round):
        trails[told[0]].append(Told._make((*told, json.loads(facts) if facts else {})))
    return _parties(session, tasks, trails, on, judges_only=True)


# Somebody's tenth report tells nothing that the first did not; of the rest the order counts.
_PLACE = case((Trace.step.in_(_FACTUAL), Trace.position), else_=0).label("place")
_READ: tuple[Any, ...] = (
    Trace.task_id,
    Trace.round,
    Trace.step,
    Trace.actor_id,
    Trace.for_id,
    Trace.for_name,
    Trace.means,
    Trace.signed_form_id,
    _PLACE,
    case((Trace.step.in_(_FACTUAL), cast(Trace.facts, Text))).label("facts"),
)


def _parties(
    session: Session,
    tasks: Sequence[Task],
    trails: Mapping[int, Sequence[Told | Trace]],
    on: date,
    *,
    judges_only: bool,
) -> dict[int, Parties]:
    rounds = {
        task.id: [one for one in trails.get(task.id, ()) if one.round == task.round]
        for task in tasks
    }
    workers = {task.id: workers_of(task, rounds[task.id]) for task in tasks}
    leaders = frozenset(one.leader_id for one in tasks if one.leader_id is not None)
    people = frozenset() if judges_only else leaders.union(*workers.values())
    office = _Office(session.execute(_office(tasks, people, on, judges_only=judges_only)))
    return {
        task.id: Parties(
            state=task.state,
            handler_id=task.handler_id,
            leader_id=task.leader_id,
            workers=workers[task.id],
            colleagues=office.colleagues(task, workers[task.id]),
            typed_workers=typed_workers_of(rounds[task.id]),
            countersigned=countersigners_of(rounds[task.id]),
            to_secretary=goes_to_secretary(rounds[task.id]),
            asked=askers_of(rounds[task.id]),
            acceptor_id=acceptor_of(rounds[task.id]),
            deputies=office.deputies(task.unit_id),
        )
        for task in tasks
    }


class _Office:
    """Who wears a hat in the ledgers of some tasks, and who stands in for whom, on a day (one statement).

    Read as plain columns, and of offices at large only who can judge: a county's clerk has two thousand colleagues.
    """

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._names: dict[int, str] = {}
        self._hats: dict[int, dict[int, set[Role]]] = defaultdict(lambda: defaultdict(set))
        self._deputies: dict[int, list[Deputy]] = defaultdict(list)
        self._serving: dict[int, dict[int, Colleague]] = {}
        for unit_id, person_id, name, role, absent_id, absent in rows:
            if absent_id is not None:
                self._deputies[unit_id].append(Deputy(person_id, name, absent_id, absent))
                continue
            self._names[person_id] = name
            if role is not None:
                self._hats[unit_id][person_id].add(role)

    def colleagues(self, task: Task, workers: frozenset[int]) -> tuple[Colleague, ...]:
        """Answer who wears a hat in a task's ledger, with the task's own leader and workers."""
        serving = self._of_unit(task.unit_id)
        named = (workers | {task.leader_id}) - serving.keys()
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


def _office(
    tasks: Sequence[Task], people: frozenset[int], on: date, *, judges_only: bool
) -> CompoundSelect[Any]:
    """Answer who serves in the ledgers of some tasks, further people by name, and who stands in for whom."""
    units = {one.unit_id for one in tasks}
    no_id, no_text = cast(null(), Integer), cast(null(), Text)  # PostgreSQL asks for a type
    serving = (
        select(Appointment.unit_id, Person.id, Person.name, Appointment.role, no_id, no_text)
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.unit_id.in_(units), in_force(on), Person.disabled_at.is_(None))
    )
    if judges_only:
        serving = serving.where(Appointment.role != Role.HANDLER)
    named = select(no_id, Person.id, Person.name, no_text, no_id, no_text).where(
        among(Person.id, people), Person.disabled_at.is_(None)
    )
    absent = aliased(Person)
    standing_in = (
        select(StandIn.unit_id, Person.id, Person.name, no_text, absent.id, absent.name)
        .join(Person, Person.id == StandIn.stand_in_id)
        .join(absent, absent.id == StandIn.person_id)
        .where(
            StandIn.unit_id.in_(units),
            StandIn.from_on <= on,
            StandIn.until_on >= on,
            Person.disabled_at.is_(None),
            absent.disabled_at.is_(None),
        )
    )
    return union_all(serving, named, standing_in)
