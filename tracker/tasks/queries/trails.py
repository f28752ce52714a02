"""Trails of many tasks at once: how tasks stood on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.lifecycle import State


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stood at the end of a day, by the days on which its steps were done; names are those of the day."""

    state: State
    due_on: date | None
    handler_text: str = ""
    leader_text: str = ""
    lead_unit_text: str = ""
    joined_to: str = ""


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
    # A note typed later for an earlier day tells nothing about where the task stood on that day.
    moves = [one for one in done if one.from_state is not one.to_state] or done[:1]
    due = _then(trail, day, "due_on", task.due_on)
    return Standing(
        state=moves[-1].to_state,
        due_on=date.fromisoformat(due) if isinstance(due, str) else due,
        handler_text=_then(trail, day, "handler_text", task.handler_text),
        leader_text=_then(trail, day, "leader_text", task.leader_text),
        lead_unit_text=_then(trail, day, "lead_unit_text", task.lead_unit_text),
        joined_to=_joined_to(moves[-1]),
    )


def _joined_to(last: Trace) -> str:
    """Answer the number of the task that a task was joined to, also when it was taken out again later."""
    return str(last.facts["joined_to"]) if last.to_state is State.JOINED else ""


def _then(trail: Sequence[Trace], day: date, field: str, now: Any) -> Any:
    """Answer what a field held on a day: what the first later change says stood there before."""
    later = (one.facts[field][0] for one in trail if one.done_on > day and field in one.facts)
    return next(later, now)
