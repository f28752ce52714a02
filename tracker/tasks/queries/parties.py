"""Who has part in a task's current round: worked out from its trail and the office's posts on a day."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Text, case, cast, null, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Appointment, Person, StandIn
from tracker.accounts.permissions import Role
from tracker.accounts.queries import in_force
from tracker.core.many import among
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.deadlines import needs_secretary
from tracker.tasks.rules.deeds import OWN_MEANS, Means, doers
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.people import WORK, Colleague, Deputy, Parties

_GIVING = frozenset({Step.ASSIGN, Step.REASSIGN, Step.HAND_OVER})
# Of these steps it counts what they tell, and which came last; of the others, who did them.
_FACTUAL = _GIVING | {Step.ASK_EXTENSION, Step.GRANT_EXTENSION, Step.NAME_ACCEPTOR}
# What the parties of a round are worked out from; the rest of a trail need not be read.
_TOLD_BY = (
    WORK
    | _GIVING
    | {
        Step.COUNTERSIGN,
        Step.ASK_EXTENSION,
        Step.GRANT_EXTENSION,
        Step.NAME_ACCEPTOR,
    }
)


class _Told(NamedTuple):
    """What a step in a trail tells of the parties; the fields are those of a trace."""

    task_id: int
    round: int
    step: Step
    actor_id: int
    for_id: int | None
    for_name: str
    means: Means
    signed_form_id: int | None
    position: int
    facts: Mapping[str, Any]


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
    trails: dict[int, list[_Told]] = defaultdict(list)
    for *told, facts in session.execute(of_round):
        trails[told[0]].append(_Told._make((*told, json.loads(facts) if facts else {})))
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
    trails: Mapping[int, Sequence[_Told | Trace]],
    on: date,
    *,
    judges_only: bool,
) -> dict[int, Parties]:
    rounds = {
        task.id: [one for one in trails.get(task.id, ()) if one.round == task.round]
        for task in tasks
    }
    workers = {task.id: _workers(task, rounds[task.id]) for task in tasks}
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
            typed_workers=_typed_workers(rounds[task.id]),
            countersigned=_countersigned(rounds[task.id]),
            to_secretary=_goes_to_secretary(rounds[task.id]),
            acceptor_id=_acceptor(rounds[task.id]),
            deputies=office.deputies(task.unit_id),
        )
        for task in tasks
    }


def _workers(task: Task, steps: Iterable[_Told | Trace]) -> frozenset[int]:
    found: set[int] = set() if task.handler_id is None else {task.handler_id}
    for trace in steps:
        if trace.step in WORK:
            found |= _doers(trace)
        if trace.step in _GIVING:
            found |= {one for one in trace.facts.get("handler_id", []) if one is not None}
    return frozenset(found)


def _typed_workers(steps: Iterable[_Told | Trace]) -> frozenset[str]:
    """Answer the names under which work of the round was recorded for people without an account."""
    return frozenset(
        one.for_name
        for one in steps
        if one.step in WORK and one.for_id is None and one.means not in OWN_MEANS
    )


def _countersigned(steps: Iterable[_Told | Trace]) -> frozenset[int]:
    """Answer those whose 领导审签 stands in the round, whoever typed it."""
    given = (one for one in steps if one.step is Step.COUNTERSIGN)
    signers = (one.actor_id if one.means in OWN_MEANS else one.for_id for one in given)
    return frozenset(one for one in signers if one is not None)


def _goes_to_secretary(steps: Sequence[_Told | Trace]) -> bool:
    """Answer whether the round's last request for more time is not the leader's to decide."""
    asked = [one for one in steps if one.step is Step.ASK_EXTENSION]
    granted = sum(one.step is Step.GRANT_EXTENSION for one in steps)
    late = bool(asked) and bool(asked[-1].facts.get("late"))
    return needs_secretary(late=late, granted=granted)


def _acceptor(steps: Iterable[_Told | Trace]) -> int | None:
    """Answer whom the secretary named last to decide in their place, in the round."""
    named = [one.facts["acceptor_id"] for one in steps if one.step is Step.NAME_ACCEPTOR]
    return int(named[-1]) if named else None


def _doers(trace: _Told | Trace) -> frozenset[int]:
    return doers(trace.actor_id, trace.means, trace.for_id, signed=trace.signed_form_id is not None)


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
    serving = (
        select(Appointment.unit_id, Person.id, Person.name, Appointment.role, null(), null())
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.unit_id.in_(units), in_force(on), Person.disabled_at.is_(None))
    )
    if judges_only:
        serving = serving.where(Appointment.role != Role.HANDLER)
    named = select(null(), Person.id, Person.name, null(), null(), null()).where(
        among(Person.id, people), Person.disabled_at.is_(None)
    )
    absent = aliased(Person)
    standing_in = (
        select(StandIn.unit_id, Person.id, Person.name, null(), absent.id, absent.name)
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
