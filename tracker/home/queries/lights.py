"""How many of the open tasks that a viewer sees are late, nearly late, in time or without a deadline, by unit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.tasks.models import Task
from tracker.tasks.queries.seeing import gathered
from tracker.tasks.rules.lifecycle import OWED
from tracker.tasks.rules.lights import NEAR


@dataclass(frozen=True, slots=True)
class UnitLights:
    """The open tasks of one leading unit by light; without an id the tasks that no unit leads."""

    unit_id: int | None
    name: str
    overdue: int
    near: int
    on_track: int
    undated: int

    @property
    def total(self) -> int:
        """Answer all that is open."""
        return self.overdue + self.near + self.on_track + self.undated


def lights_by_unit(session: Session, viewer: Viewer, today: date) -> Sequence[UnitLights]:
    """Count the open work that a viewer sees, in the order of the offices and in one statement.

    Offices of one name in several towns are told with their town.
    """
    columns = [Task.id, Task.due_on, Task.lead_unit_id]
    # An index that holds all of these columns: a county's open tasks need not be fetched one by one.
    found = gathered(viewer, [Task.state.in_(OWED)], columns, "ix_task_by_due").c
    soon = today + NEAR
    counts = [
        func.sum(case((condition, 1), else_=0))
        for condition in (
            found.due_on < today,
            (found.due_on >= today) & (found.due_on <= soon),
            found.due_on > soon,
            found.due_on.is_(None),
        )
    ]
    above = aliased(Unit)
    rows = session.execute(
        select(
            found.lead_unit_id, func.coalesce(Unit.name, ""), func.coalesce(above.name, ""), *counts
        )
        .outerjoin(Unit, Unit.id == found.lead_unit_id)
        .outerjoin(above, above.id == Unit.parent_id)
        .group_by(found.lead_unit_id, Unit.name, above.name, Unit.path, Unit.position)
        .order_by(Unit.path.nulls_last(), Unit.position, found.lead_unit_id)
    ).all()
    names = Counter(name for _, name, *_ in rows)
    return [
        UnitLights(unit_id, town + name if names[name] > 1 else name, *lights)
        for unit_id, name, town, *lights in rows
    ]
