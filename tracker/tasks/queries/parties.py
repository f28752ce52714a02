"""Who has part in a task's current round: worked out from its trail and the office's posts on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload, load_only

from tracker.accounts.models import Appointment, Person, StandIn
from tracker.accounts.permissions import Role
from tracker.accounts.queries import holds, in_force
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.deadlines import needs_secretary
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.people import WORK, Colleague, Deputy, Parties

_GIVING = frozenset({Step.ASSIGN, Step.REASSIGN, Step.HAND_OVER})
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


def parties_of(session: Session, task: Task, trail: Sequence[Trace], on: date) -> Parties:
    """Answer who has part in the current round of one task (one statement)."""
    return _parties(session, [task], {task.id: trail}, on)[task.id]


def parties_of_each(session: Session, tasks: Sequence[Task], on: date) -> dict[int, Parties]:
    """Answer who has part in the current rounds of several tasks, by their ids (two statements)."""
    if not tasks:
        return {}
    rows = session.scalars(
        select(Trace)
        .join(Task, Task.id == Trace.task_id)
        .where(
            Trace.task_id.in_([one.id for one in tasks]),
            Trace.round == Task.round,
            Trace.step.in_(_TOLD_BY),
        )
        .options(load_only(*_READ))
        .order_by(Trace.task_id, Trace.position)
    )
    trails: dict[int, list[Trace]] = defaultdict(list)
    for one in rows:
        trails[one.task_id].append(one)
    return _parties(session, tasks, trails, on)


_READ = (
    Trace.task_id,
    Trace.round,
    Trace.step,
    Trace.actor_id,
    Trace.actor_name,
    Trace.for_id,
    Trace.for_name,
    Trace.for_post,
    Trace.means,
    Trace.signed_form_id,
    Trace.done_on,
    Trace.entered_at,
    Trace.note,
    Trace.facts,
)


def _parties(
    session: Session, tasks: Sequence[Task], trails: Mapping[int, Sequence[Trace]], on: date
) -> dict[int, Parties]:
    rounds = {
        task.id: [one for one in trails.get(task.id, ()) if one.round == task.round]
        for task in tasks
    }
    workers = {task.id: _workers(task, rounds[task.id]) for task in tasks}
    office = _Office(session, tasks, frozenset().union(*workers.values()), on)
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


def _workers(task: Task, steps: Iterable[Trace]) -> frozenset[int]:
    found: set[int] = set() if task.handler_id is None else {task.handler_id}
    for trace in steps:
        if trace.step in WORK:
            found |= deed_of(trace).doers
        if trace.step in _GIVING:
            found |= {one for one in trace.facts.get("handler_id", []) if one is not None}
    return frozenset(found)


def _typed_workers(steps: Iterable[Trace]) -> frozenset[str]:
    """Answer the names under which work of the round was recorded for people without an account."""
    return frozenset(
        one.for_name for one in steps if one.step in WORK and one.recorded and one.for_id is None
    )


def _countersigned(steps: Iterable[Trace]) -> frozenset[int]:
    """Answer those whose 领导审签 stands in the round, whoever typed it."""
    given = (one for one in steps if one.step is Step.COUNTERSIGN)
    signers = (one.for_id if one.recorded else one.actor_id for one in given)
    return frozenset(one for one in signers if one is not None)


def _goes_to_secretary(steps: Sequence[Trace]) -> bool:
    """Answer whether the round's last request for more time is not the leader's to decide."""
    asked = [one for one in steps if one.step is Step.ASK_EXTENSION]
    granted = sum(one.step is Step.GRANT_EXTENSION for one in steps)
    late = bool(asked) and bool(asked[-1].facts.get("late"))
    return needs_secretary(late=late, granted=granted)


def _acceptor(steps: Iterable[Trace]) -> int | None:
    """Answer whom the secretary named last to decide in their place, in the round."""
    named = [one.facts["acceptor_id"] for one in steps if one.step is Step.NAME_ACCEPTOR]
    return int(named[-1]) if named else None


def deed_of(trace: Trace) -> Deed:
    """Answer the deed that a trace tells of."""
    return Deed(
        actor_id=trace.actor_id,
        actor_name=trace.actor_name,
        at=trace.entered_at,
        done_on=trace.done_on,
        means=trace.means,
        for_id=trace.for_id,
        for_name=trace.for_name,
        for_post=trace.for_post,
        signed_form_id=trace.signed_form_id,
        note=trace.note,
    )


class _Office:
    """Who wears a hat in the ledgers of some tasks, and who stands in for whom, on a day (one statement)."""

    def __init__(
        self, session: Session, tasks: Sequence[Task], workers: frozenset[int], on: date
    ) -> None:
        units = {one.unit_id for one in tasks}
        leaders = {one.leader_id for one in tasks if one.leader_id is not None}
        serving = select(Appointment.person_id).where(Appointment.unit_id.in_(units), in_force(on))
        running = and_(StandIn.unit_id.in_(units), StandIn.from_on <= on, StandIn.until_on >= on)
        rows = session.scalars(
            select(Person)
            .where(
                Person.disabled_at.is_(None),
                or_(
                    Person.id.in_(serving),
                    Person.id.in_(workers | leaders),
                    Person.id.in_(select(StandIn.stand_in_id).where(running)),
                ),
            )
            .options(joinedload(Person.appointments), joinedload(Person.standing_in.and_(running)))
            .order_by(Person.id)
        )
        self._on = on
        self._people = rows.unique().all()
        self._names = {one.id: one.name for one in self._people}
        self._of_unit: dict[int, dict[int, Colleague]] = {}

    def colleagues(self, task: Task, workers: frozenset[int]) -> tuple[Colleague, ...]:
        """Answer who wears a hat in a task's ledger, with the task's own leader and workers."""
        serving = self._serving(task.unit_id)
        named = (workers | {task.leader_id}) - serving.keys()
        others = [
            Colleague(one, self._names[one], frozenset()) for one in named if one in self._names
        ]
        return tuple(sorted((*serving.values(), *others), key=lambda one: one.person_id))

    def deputies(self, unit_id: int) -> tuple[Deputy, ...]:
        """Answer who stands in for whom in a ledger."""
        return tuple(
            Deputy(person.id, person.name, one.person_id, self._names[one.person_id])
            for person in self._people
            for one in person.standing_in
            if one.unit_id == unit_id and one.person_id in self._names
        )

    def _serving(self, unit_id: int) -> dict[int, Colleague]:
        """Answer who wears a hat in a ledger, worked out once for all its tasks."""
        if unit_id not in self._of_unit:
            found = (Colleague(one.id, one.name, self._roles(one, unit_id)) for one in self._people)
            self._of_unit[unit_id] = {one.person_id: one for one in found if one.roles}
        return self._of_unit[unit_id]

    def _roles(self, person: Person, unit_id: int) -> frozenset[Role]:
        return frozenset(
            held.role
            for held in person.appointments
            if held.unit_id == unit_id and holds(held, self._on)
        )
