"""Who has part in a task's current round: worked out from its trail and the office's posts on a day."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Text, case, cast, select
from sqlalchemy.orm import Session

from tracker.core.many import among_told
from tracker.tasks.models import Task, Trace
from tracker.tasks.queries.colleagues import Colleagues, serving_in
from tracker.tasks.queries.listed import AnyTask
from tracker.tasks.queries.rounds import (
    GIVING,
    Told,
    acceptor_of,
    askers_of,
    goes_to_secretary,
    signers_of,
    typed_workers_of,
    workers_of,
)
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.people import WORK, Parties

# Of these steps it counts what they tell, and which came last; of the others, who did them.
_FACTUAL = GIVING | {
    Step.ASK_EXTENSION,
    Step.CORRECT,
    Step.GRANT_EXTENSION,
    Step.NAME_ACCEPTOR,
    Step.SPLIT,
}
# What the parties of a round are worked out from; the rest of a trail need not be read.
_TOLD_BY = WORK | _FACTUAL | {Step.COUNTERSIGN, Step.REVIEW}


class Judges:
    """Who can judge the current rounds of several tasks; worked out for each task when it is asked for.

    Enough to ask who decides, not to name everybody: of the offices only those who can judge are known.
    """

    def __init__(self, steps: Mapping[int, Sequence[Row[Any]]], office: Colleagues) -> None:
        self._steps, self._office = steps, office

    def of(self, task: AnyTask) -> Parties:
        """Answer who has part in the current round of one of the tasks."""
        return _parties(task, [_told(*row) for row in self._steps.get(task.id, ())], self._office)


def parties_of(session: Session, task: Task, trail: Sequence[Trace], on: date) -> Parties:
    """Answer who has part in the current round of one task (one statement)."""
    steps = [one for one in trail if one.round == task.round]
    people = workers_of(task, steps) | _known(task.leader_id)
    named = _known(acceptor_of(steps))
    office = serving_in(session, [task], people, named, on, judges_only=False)
    return _parties(task, steps, office)


def judges_of_each(session: Session, tasks: Sequence[AnyTask], on: date) -> Judges:
    """Answer who can judge each of several tasks (two statements)."""
    if not tasks:
        return Judges({}, Colleagues(()))
    rounds = {one.id: one.round for one in tasks}
    told = session.execute(_TRAILS, {"task_ids": list(rounds)})
    current = (row for row in told if row.round == rounds[row.task_id])
    steps: dict[int, list[Row[Any]]] = defaultdict(list)
    naming: dict[int, list[Told]] = defaultdict(list)
    for row in sorted(current, key=_place):
        steps[row.task_id].append(row)
        if row.step is Step.NAME_ACCEPTOR:
            naming[row.task_id].append(_told(*row))
    named = frozenset[int]().union(*(_known(acceptor_of(one)) for one in naming.values()))
    return Judges(steps, serving_in(session, tasks, frozenset(), named, on, judges_only=True))


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
# Of all rounds, in no order: to look up each task again, or to sort by so much, takes longer than to leave out here.
_TRAILS = (
    select(*_READ).where(among_told(Trace.task_id, "task_ids"), Trace.step.in_(_TOLD_BY)).distinct()
)


def _known(person_id: int | None) -> frozenset[int]:
    return frozenset() if person_id is None else frozenset({person_id})


def _place(row: Row[Any]) -> int:
    place: int = row.place
    return place


def _told(*row: Any) -> Told:
    *told, facts = row
    return Told._make((*told, json.loads(facts) if facts else {}))


def _parties(task: AnyTask, steps: Sequence[Told | Trace], office: Colleagues) -> Parties:
    workers, acceptor_id = workers_of(task, steps), acceptor_of(steps)
    return Parties(
        state=task.state,
        handler_id=task.handler_id,
        leader_id=task.leader_id,
        workers=workers,
        colleagues=office.colleagues(task, workers | {acceptor_id}),
        typed_workers=typed_workers_of(steps),
        countersigned=signers_of(Step.COUNTERSIGN, steps),
        reviewed=signers_of(Step.REVIEW, steps),
        to_secretary=goes_to_secretary(steps),
        asked=askers_of(steps),
        acceptor_id=acceptor_id,
        from_above=office.leads_above(task, acceptor_id),
        deputies=office.deputies(task.unit_id),
    )
