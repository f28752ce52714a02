"""转入下年度继续整改: a later report tells an open problem once more, and its tasks go on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.reports.models import Batch
from tracker.tasks.actions.trace import trace_of
from tracker.tasks.models import Continuation, Task
from tracker.tasks.queries import tasks_left_of, trail_of
from tracker.tasks.rules.continuing import Continued
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.steps import Step


def carry_over(session: Session, batch: Batch, found: Continued, deed: Deed) -> None:
    """Go on with the problems that a finding tells once more; each open task keeps number, dates and state."""
    session.add_all(
        Continuation(
            finding_id=found.finding_id,
            problem_id=problem_id,
            ground=found.ground,
            confirmed_at=deed.at,
        )
        for problem_id in found.problem_ids
    )
    facts = {"report": batch.title, "year": batch.year, "finding": found.finding_id}
    for task in tasks_left_of(session, found.problem_ids):
        # Whoever takes a step at this moment writes the row before or behind ours, never in its place.
        session.execute(select(Task.id).where(Task.id == task.id).with_for_update())
        trail = trail_of(session, task)
        session.add(trace_of(task, trail, Step.CARRY_OVER, deed, facts=facts))
    session.flush()  # a second finding may tell the same problem: its trace comes behind this one
