"""Trails of many tasks at once: how tasks stood on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.lifecycle import State


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stood at the end of a day, by the days on which its steps were done."""

    state: State
    due_on: date | None


def standings_on(session: Session, tasks: Iterable[Task], day: date) -> dict[int, Standing]:
    """Answer how tasks stood on a day, by their ids; those that came later are left out."""
    wanted = {one.id: one for one in tasks}
    rows = session.scalars(
        select(Trace).where(Trace.task_id.in_(wanted)).order_by(Trace.task_id, Trace.position)
    )
    found: dict[int, Standing] = {}
    for task_id, group in groupby(rows, key=lambda one: one.task_id):
        standing = _standing(wanted[task_id], list(group), day)
        if standing is not None:
            found[task_id] = standing
    return found


def _standing(task: Task, trail: Sequence[Trace], day: date) -> Standing | None:
    done = [one for one in trail if one.done_on <= day]
    if not done:
        return None
    moved_later = [
        one.facts["due_on"][0] for one in trail if one.done_on > day and "due_on" in one.facts
    ]
    if not moved_later:
        return Standing(done[-1].to_state, task.due_on)
    before = moved_later[0]
    return Standing(done[-1].to_state, date.fromisoformat(before) if before else None)
