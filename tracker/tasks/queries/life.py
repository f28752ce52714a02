"""What hangs on a task beside its steps: linked tasks, corrections, ticks by place, reviews of a quarter."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.accounts.permissions import Role, Viewer
from tracker.tasks.models import (
    Measure,
    MeasureTick,
    Problem,
    QuarterReview,
    Task,
    TaskLink,
    TaskPlace,
)
from tracker.tasks.queries.seeing import seen_by
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.quarters import Quarter


@dataclass(frozen=True, slots=True)
class Ticks:
    """The places of a task in order, and who ticked what off, by the ids of measure and place."""

    places: tuple[TaskPlace, ...]
    done: dict[tuple[int, int], MeasureTick]

    def count(self, measure: Measure) -> int:
        """Answer in how many places a measure is done."""
        return sum((measure.id, one.id) in self.done for one in self.places)


_MINE, _THEIRS = aliased(TaskLink), aliased(TaskLink)
_LINKED = (
    select(Task)
    .join(_THEIRS, _THEIRS.task_id == Task.id)
    .join(_MINE, _MINE.matter_id == _THEIRS.matter_id)
    .where(_MINE.task_id == bindparam("task_id"), Task.id != bindparam("task_id"))
    .options(
        joinedload(Task.problem).joinedload(Problem.batch),
        joinedload(Task.unit),
        joinedload(Task.rounds),
    )
    .order_by(Task.id)
)


def linked_to(session: Session, task: Task) -> Sequence[Task]:
    """Answer the other tasks about the same matter, with problem, batch and rounds (one statement)."""
    return session.scalars(_LINKED, {"task_id": task.id}).unique().all()


def ticks_of(session: Session, task: Task) -> Ticks:
    """Answer the places of a task and what is ticked off in them (one statement)."""
    rows: Sequence[Any] = session.execute(
        select(TaskPlace, MeasureTick)
        .outerjoin(MeasureTick, MeasureTick.place_id == TaskPlace.id)
        .where(TaskPlace.task_id == task.id)
        .order_by(TaskPlace.position, TaskPlace.id)
    ).all()
    places = {place.id: place for place, _ in rows}
    done = {(one.measure_id, one.place_id): one for _, one in rows if one is not None}
    return Ticks(tuple(places.values()), done)


def lasting_tasks(session: Session, viewer: Viewer, unit_ids: Collection[int]) -> Sequence[Task]:
    """Answer the sustained tasks of some ledgers that a viewer sees, by number, with their rounds."""
    rows = session.scalars(
        seen_by(viewer)
        .where(Task.state == State.SUSTAINED, Task.unit_id.in_(unit_ids))
        .options(
            joinedload(Task.problem),
            joinedload(Task.unit),
            joinedload(Task.lead_unit),
            joinedload(Task.rounds),
        )
        .order_by(Task.unit_id, Task.year, Task.number)
    )
    return rows.unique().all()


def reviews_of(session: Session, tasks: Iterable[Task]) -> dict[int, list[QuarterReview]]:
    """Answer the quarterly reviews of the present rounds of tasks, newest first, by the task's id."""
    rows = session.scalars(
        select(QuarterReview)
        .join(Task, Task.id == QuarterReview.task_id)
        .where(
            QuarterReview.task_id.in_([one.id for one in tasks]),
            QuarterReview.round == Task.round,
        )
        .order_by(QuarterReview.year.desc(), QuarterReview.quarter.desc())
    )
    found: dict[int, list[QuarterReview]] = defaultdict(list)
    for one in rows:
        found[one.task_id].append(one)
    return found


def reviewed_in(
    session: Session, unit_ids: Iterable[int], quarter: Quarter
) -> Sequence[tuple[QuarterReview, Task]]:
    """Answer what was reviewed in a quarter in some ledgers, with the tasks, by number."""
    rows = session.execute(
        select(QuarterReview, Task)
        .join(Task, Task.id == QuarterReview.task_id)
        .where(
            Task.unit_id.in_(list(unit_ids)),
            QuarterReview.year == quarter.year,
            QuarterReview.quarter == quarter.number,
        )
        .order_by(Task.year, Task.number, QuarterReview.round)
    )
    return [(one, task) for one, task in rows]


# Every page of somebody's own work asks it, so it is put together once.
_REVIEWED = select(QuarterReview.id).where(
    QuarterReview.task_id == Task.id,
    QuarterReview.round == Task.round,
    QuarterReview.year == bindparam("year"),
    QuarterReview.quarter == bindparam("quarter"),
)
_MISSING = select(func.count(Task.id)).where(
    Task.state == State.SUSTAINED,
    Task.unit_id.in_(bindparam("units", expanding=True)),
    ~_REVIEWED.exists(),
)


def reviews_missing(session: Session, viewer: Viewer, quarter: Quarter) -> int:
    """Answer how many sustained tasks of a clerk's ledgers lack the review of a quarter (one statement)."""
    units = clerk_units(viewer)
    if not units:
        return 0
    asked = {"units": sorted(units), "year": quarter.year, "quarter": quarter.number}
    return session.scalar(_MISSING, asked) or 0


def clerk_units(viewer: Viewer) -> frozenset[int]:
    """Answer the ids of the units in which a viewer is clerk."""
    return next((units for held, units in viewer.reach if held is Role.CLERK), frozenset())
