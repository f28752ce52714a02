"""Whom the secretary named to decide a task in their place, of the office or of the unit above it."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.reminders.queries.narrowing import narrowed
from tracker.reminders.rules.planner import TaskFacts
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.lifecycle import Step


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
