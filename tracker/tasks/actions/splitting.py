"""拆分: part of a task's work becomes a task of its own, under the same problem."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import prepare
from tracker.tasks.actions.trace import trace_of
from tracker.tasks.models import Task, TaskPlace, TaskRound
from tracker.tasks.queries import ticks_of
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step


def split(
    session: Session,
    work: TaskAtWork,
    deed: Deed,
    *,
    title: str,
    measure_ids: Collection[int] = (),
) -> Task:
    """Open a second task under a task's problem and move measures over to it; the problem stays one.

    The new task waits to be assigned; it has the deadline that the paper states for the first one.

    Raises:
        InvalidError: it has no name, or the name of the first one.
    """
    move = prepare(session, work, Step.SPLIT, deed)
    first = work.task
    if not title:
        raise InvalidError("请填写新任务的名称。", "title")
    if title == first.title:
        raise InvalidError("新任务的名称要与原任务不同，好分清各办什么。", "title")
    session.execute(select(Unit.id).where(Unit.id == first.unit_id).with_for_update())
    new = _second(session, first, title, deed)
    session.add(new)
    session.flush()  # measures, round and trace need the task's id
    moved = _move_measures(session, first, new, measure_ids)
    session.add(_first_round(new, deed))
    facts = {"problem": first.problem_id, "split_from": first.number}
    opened = trace_of(new, (), Step.OPEN, deed, facts=facts)
    session.add(opened)
    if moved:
        session.add(trace_of(new, [opened], Step.SPLIT, deed, facts=_worked(work)))
    move.write({"split_into": new.number, "moved": moved})
    return new


def _first_round(new: Task, deed: Deed) -> TaskRound:
    return TaskRound(
        task_id=new.id,
        number=1,
        started_on=deed.done_on,
        original_due_on=new.due_on,
        due_on=new.due_on,
    )


def _worked(work: TaskAtWork) -> dict[str, Any]:
    """Answer who worked on measures that move over: they have part in the new task's first round, too."""
    return {
        "split_from": work.task.number,
        "worked": sorted(work.parties.workers),
        "worked_names": sorted(work.parties.typed_workers),
    }


def _second(session: Session, first: Task, title: str, deed: Deed) -> Task:
    stated = first.due_on if first.due_from_paper else None
    return Task(
        unit_id=first.unit_id,
        problem_id=first.problem_id,
        year=first.year,
        number=_number_beside(session, first),
        title=title,
        kind=first.kind,
        leader_id=first.leader_id,
        leader_text=first.leader_text,
        due_on=stated,
        due_text=first.due_text if stated else "",
        original_due_on=stated,
        original_due_text=first.due_text if stated else "",
        due_from_paper=first.due_from_paper,
        lasting=first.lasting,
        moved_on=deed.done_on,
        created_at=deed.at,
    )


def _number_beside(session: Session, first: Task) -> str:
    """Answer the next number beside a task's own: 2026-001, then 2026-001-2, so that it looks like no new problem."""
    year, place, *_ = [*first.number.split("-"), "", ""]
    whole = f"{year}-{place}" if place else first.number
    taken = session.scalars(
        select(Task.number).where(
            Task.unit_id == first.unit_id, Task.number.startswith(f"{whole}-", autoescape=True)
        )
    )
    places = (one.removeprefix(f"{whole}-") for one in taken)
    return f"{whole}-{max((int(one) for one in places if one.isdecimal()), default=1) + 1}"


def _move_measures(
    session: Session, first: Task, new: Task, measure_ids: Collection[int]
) -> list[str]:
    moved = [one for one in first.measures if one.id in measure_ids]
    for position, one in enumerate(moved, start=1):
        one.task_id, one.position = new.id, position
    for position, one in enumerate((one for one in first.measures if one not in moved), start=1):
        one.position = position
    _move_ticks(session, first, new, {one.id for one in moved})
    return [one.text for one in moved]


def _move_ticks(session: Session, first: Task, new: Task, measure_ids: set[int]) -> None:
    """Let what was ticked off in places go along with its measures: the new task has the same places."""
    ticks = ticks_of(session, first)
    copies = {
        one.id: TaskPlace(task_id=new.id, position=one.position, name=one.name)
        for one in ticks.places
    }
    if not any(measure_id in measure_ids for measure_id, _ in ticks.done):
        return
    session.add_all(copies.values())
    session.flush()  # ticks need the ids of the places
    for (measure_id, place_id), tick in ticks.done.items():
        if measure_id in measure_ids:
            tick.place_id = copies[place_id].id
