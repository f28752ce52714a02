"""Who decides a task in the secretary's place: whether the secretary may not, and whom they named."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.many import among
from tracker.reminders.queries.narrowing import narrowed
from tracker.reminders.rules.planner import TaskFacts
from tracker.tasks.models import Task, Trace
from tracker.tasks.queries.parties import judges_of_each
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.parties import secretary_is_barred


def with_acceptors(session: Session, found: Mapping[int, TaskFacts]) -> dict[int, TaskFacts]:
    """Add to the facts of some tasks who was named last in the round that runs; one statement.

    A task keeps only the one from above, who could not see it otherwise; the trail knows both.
    """
    if not found:
        return {}
    wanted = (
        select(Trace.task_id, Trace.facts)
        .join(Task, (Task.id == Trace.task_id) & (Task.round == Trace.round))
        .where(Trace.step == Step.NAME_ACCEPTOR)
        .order_by(Trace.position)
    )
    named = {
        task_id: int(told["acceptor_id"])
        for task_id, told in session.execute(narrowed(wanted, Trace.task_id, found))
    }
    return {one: facts._replace(acceptor_id=named.get(one)) for one, facts in found.items()}


def with_bans(
    session: Session, found: Mapping[int, TaskFacts], on: date
) -> Mapping[int, TaskFacts]:
    """Add to the facts of some tasks whether no secretary may decide what waits on them; three statements."""
    if not found:
        return found
    tasks = session.scalars(select(Task).where(among(Task.id, found))).all()
    judges = judges_of_each(session, tasks, on)
    return {
        one.id: found[one.id]._replace(
            barred=secretary_is_barred(judges.of(one), _decision(found[one.id]))
        )
        for one in tasks
    }


def _decision(task: TaskFacts) -> Step:
    return Step.ACCEPT if task.state is State.FINAL_REVIEW else Step.GRANT_EXTENSION
