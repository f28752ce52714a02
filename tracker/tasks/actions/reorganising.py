"""What open tasks do when their lead unit gets another name or is merged: they follow, each with its trace."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.tasks.actions.trace import trace_of
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import OPEN, Step


def led_by(session: Session, unit: Unit) -> Sequence[Task]:
    """Answer the open tasks that a unit leads, in any ledger, locked in the order of their ids."""
    return session.scalars(
        select(Task)
        .where(Task.lead_unit_id == unit.id, Task.state.in_(OPEN))
        .order_by(Task.id)
        .with_for_update()
    ).all()


def follow_name(session: Session, unit: Unit, old_name: str, deed: Deed) -> int:
    """Let open tasks bear a unit's new name; a wording of the paper's own stays; answer how many changed."""
    bearing = [one for one in led_by(session, unit) if one.lead_unit_text == old_name]
    return _rewrite(session, bearing, {"lead_unit_text": unit.name}, deed)


def follow_merger(session: Session, unit: Unit, into: Unit, deed: Deed) -> int:
    """Hand the open tasks of a merged unit to the one it went into; answer how many."""
    led = led_by(session, unit)
    own = [one for one in led if one.lead_unit_text in {"", unit.name}]
    worded = [one for one in led if one not in own]
    both = {"lead_unit_id": into.id, "lead_unit_text": into.name}
    return _rewrite(session, own, both, deed) + _rewrite(
        session, worded, {"lead_unit_id": into.id}, deed
    )


def _rewrite(session: Session, tasks: Sequence[Task], values: dict[str, Any], deed: Deed) -> int:
    trails = _trails(session, tasks)
    for task in tasks:
        facts = {name: [getattr(task, name), value] for name, value in values.items()}
        for name, value in values.items():
            setattr(task, name, value)
        task.due_version += 1
        trail = trails.get(task.id, [])
        session.add(trace_of(task, trail, Step.REORGANISE, deed, facts=facts))
    return len(tasks)


def _trails(session: Session, tasks: Iterable[Task]) -> dict[int, list[Trace]]:
    rows = session.scalars(
        select(Trace)
        .where(Trace.task_id.in_([one.id for one in tasks]))
        .order_by(Trace.task_id, Trace.position)
    )
    return {task_id: list(some) for task_id, some in groupby(rows, key=lambda one: one.task_id)}
