"""措施: each with a day of its own, ticked off as a whole or village by village."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.clock import day_of
from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import prepare
from tracker.tasks.models import Measure, MeasureTick, Task, TaskPlace
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.measures import Cell, Tick, changes_of, check_places


def plan_measures(
    session: Session,
    work: TaskAtWork,
    deed: Deed,
    *,
    days: Mapping[int, date | None],
    places: Sequence[str],
) -> None:
    """Give measures their own deadlines, by id, and name the places in which they are ticked off.

    Raises:
        InvalidError: nothing changes, a place is named twice, or one with ticks would go.
    """
    move = prepare(session, work, Step.AMEND, deed)
    check_places(places)
    facts = _plan_days(work.task, days) | _plan_places(session, work.task, places)
    if not facts:
        raise InvalidError("内容没有变化。")
    move.write(facts)


def tick(
    session: Session, work: TaskAtWork, deed: Deed, wanted: Mapping[Cell, Tick | None]
) -> None:
    """Tick measures off, as a whole (place None) or in places; None takes a tick back. One save for all.

    Raises:
        InvalidError: nothing changes, a day lies in the future, or a cell is not of this task.
    """
    move = prepare(session, work, Step.TICK, deed)
    measures = {one.id: one for one in work.task.measures}
    places = {one.id: one for one in _places(session, work.task)}
    kept = {(one.measure_id, one.place_id): one for one in _ticks(session, work.task)}
    before = _before(measures, kept)
    changes = changes_of(before, wanted, today=day_of(deed.at))
    told: list[list[Any]] = []
    for (measure_id, place_id), new in changes.items():
        if measure_id not in measures or (place_id is not None and place_id not in places):
            raise InvalidError("措施或村已有变动，请刷新后再登记。")
        measure = measures[measure_id]
        if place_id is None:
            measure.done_on = new.done_on if new else None
        else:
            _put(session, kept.get((measure_id, place_id)), (measure_id, place_id), new)
        place = places[place_id].name if place_id is not None else ""
        told.append([measure.position, place, new.done_on.isoformat() if new else None])
    move.write({"ticks": sorted(told)})


def _before(
    measures: Mapping[int, Measure], kept: Mapping[tuple[int, int], MeasureTick]
) -> dict[Cell, Tick]:
    whole: dict[Cell, Tick] = {
        (one.id, None): Tick(one.done_on) for one in measures.values() if one.done_on is not None
    }
    return whole | {cell: Tick(one.done_on, one.note) for cell, one in kept.items()}


def _put(
    session: Session, kept: MeasureTick | None, cell: tuple[int, int], new: Tick | None
) -> None:
    if new is None:
        if kept is not None:
            session.delete(kept)
        return
    if kept is None:
        kept = MeasureTick(measure_id=cell[0], place_id=cell[1], done_on=new.done_on)
        session.add(kept)
    kept.done_on, kept.note = new.done_on, new.note


def _plan_days(task: Task, days: Mapping[int, date | None]) -> dict[str, Any]:
    moved = [one for one in task.measures if one.id in days and one.due_on != days[one.id]]
    told = [
        [one.position, one.due_on.isoformat() if one.due_on else None, _iso(days[one.id])]
        for one in moved
    ]
    for one in moved:
        one.due_on = days[one.id]
    return {"measure_days": told} if told else {}


def _plan_places(session: Session, task: Task, names: Sequence[str]) -> dict[str, Any]:
    kept = {one.name: one for one in _places(session, task)}
    before = list(kept)
    if before == list(names):
        return {}
    gone = [one for name, one in kept.items() if name not in names]
    used = {one.place_id for one in _ticks(session, task)}
    lost = [one.name for one in gone if one.id in used]
    if lost:
        raise InvalidError(f"{'、'.join(lost)}已有登记，不能去掉；先取消登记。", "places")
    for one in gone:
        session.delete(one)
    for position, name in enumerate(names, start=1):
        if name in kept:
            kept[name].position = position
        else:
            session.add(TaskPlace(task_id=task.id, position=position, name=name))
    return {"places": [before, list(names)]}


def _places(session: Session, task: Task) -> Sequence[TaskPlace]:
    return session.scalars(
        select(TaskPlace).where(TaskPlace.task_id == task.id).order_by(TaskPlace.position)
    ).all()


def _ticks(session: Session, task: Task) -> Sequence[MeasureTick]:
    return session.scalars(
        select(MeasureTick)
        .join(Measure, Measure.id == MeasureTick.measure_id)
        .where(Measure.task_id == task.id)
    ).all()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
