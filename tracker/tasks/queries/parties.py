"""Who has part in a task's current round: worked out from its trail and the office's posts on a day."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Text, case, cast, select
from sqlalchemy.orm import Session

from tracker.core.many import among
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


def parties_of(session: Session, task: Task, trail: Sequence[Trace], on: date) -> Parties:
    """Answer who has part in the current round of one task (one statement)."""
    return _parties(session, [task], {task.id: trail}, on, judges_only=False)[task.id]


def judges_of_each(session: Session, tasks: Sequence[AnyTask], on: date) -> dict[int, Parties]:
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
    tasks: Sequence[AnyTask],
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
    acceptors = {task.id: acceptor_of(rounds[task.id]) for task in tasks}
    leaders = frozenset(one.leader_id for one in tasks if one.leader_id is not None)
    people = frozenset() if judges_only else leaders.union(*workers.values())
    named = frozenset(one for one in acceptors.values() if one is not None)
    rows = serving_in(tasks, people, named, on, judges_only=judges_only)
    office = Colleagues(session.execute(rows))
    return {
        task.id: Parties(
            state=task.state,
            handler_id=task.handler_id,
            leader_id=task.leader_id,
            workers=workers[task.id],
            colleagues=office.colleagues(task, workers[task.id] | {acceptors[task.id]}),
            typed_workers=typed_workers_of(rounds[task.id]),
            countersigned=signers_of(Step.COUNTERSIGN, rounds[task.id]),
            reviewed=signers_of(Step.REVIEW, rounds[task.id]),
            to_secretary=goes_to_secretary(rounds[task.id]),
            asked=askers_of(rounds[task.id]),
            acceptor_id=acceptors[task.id],
            from_above=office.leads_above(task, acceptors[task.id]),
            deputies=office.deputies(task.unit_id),
        )
        for task in tasks
    }
