"""Moving a deadline off a rest day, because a person said so."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.core.errors import ConflictError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import current_round, prepare
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step


def move_off_rest_day(session: Session, work: TaskAtWork, deed: Deed, *, to: date) -> None:
    """Move the deadline to the working day before it; the original one is kept for ever.

    Raises:
        ConflictError: the paper itself states the day, so only its reminder moves.
    """
    task = work.task
    if task.due_from_paper or task.due_on is None:
        raise ConflictError(f"{task.number}的时限是来文写明的，不能改，只提前提醒。")
    move = prepare(session, work, Step.AMEND, deed)
    facts = {"due_on": [task.due_on.isoformat(), to.isoformat()]}
    task.due_on = to
    task.due_version += 1
    current_round(task).due_on = to
    move.write(facts)
