"""Who is to be chased today, for what; and what was said in earlier talks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Person
from tracker.accounts.permissions import Permission, Viewer, units_with
from tracker.core.statements import built_once
from tracker.reminders.models import Chase
from tracker.tasks.models import Task
from tracker.tasks.queries.seeing import BY_STATE, BY_UNIT, by_index, in_units, sees_many
from tracker.tasks.rules.lifecycle import State

# Whoever has handed in or not yet been given the task is not chased.
_CHASED = (State.ASSIGNED, State.ACTIVE)
_MOST, _MOST_IN_SHORT = 500, 200


class Chased(NamedTuple):
    """A task that its handler is to be chased for, as far as the first page tells of it."""

    id: int
    number: str
    handler_id: int | None
    handler_text: str
    due_on: date | None


def tasks_to_chase(session: Session, viewer: Viewer, until: date) -> Sequence[Task]:
    """Answer the tasks of the viewer's own ledgers that are late or due until a day, by handler and deadline.

    Where they are more than a person can chase in a day, those that have been late for longest.
    """
    return session.scalars(_first_due(viewer, until, (Task,), _MOST)).all()


def chased_in_short(session: Session, viewer: Viewer, until: date) -> Sequence[Chased]:
    """Answer the first of the same tasks in few words, at a fraction of the cost (one statement)."""
    rows = session.execute(_first_due(viewer, until, _SHORT, _MOST_IN_SHORT))
    return [Chased._make(row) for row in rows]


_SHORT: tuple[Any, ...] = tuple(getattr(Task, one) for one in Chased._fields)


@built_once
def _first_due(viewer: Viewer, until: date, columns: tuple[Any, ...], most: int) -> Select[Any]:
    """Select columns of what is due first; each state is read along the index of its deadlines until it is enough."""
    index = BY_STATE if sees_many(viewer) else BY_UNIT
    units = units_with(viewer, Permission.REPORT_IMPORT)
    due_when: tuple[Any, ...] = (Task.id, Task.due_on)
    wanted = (in_units(viewer, units), Task.due_on <= until, Task.handler_text != "")
    each = (
        by_index(index, select(*due_when))
        .where(*wanted, Task.state == state)
        .order_by(Task.due_on, Task.id)
        .limit(most)
        .subquery()
        .select()
        for state in _CHASED
    )
    due = union_all(*each).subquery().c
    first = select(due.id).order_by(due.due_on, due.id).limit(most).subquery()
    rows = select(*columns).join_from(first, Task, Task.id == first.c.id)
    return rows.order_by(Task.handler_id, Task.due_on, Task.id)


def phones_of(session: Session, person_ids: Collection[int]) -> Mapping[int, str]:
    """Answer the telephone numbers of people."""
    rows = session.execute(select(Person.id, Person.phone).where(Person.id.in_(person_ids)))
    return {person_id: phone for person_id, phone in rows if phone}


def last_chases(session: Session, task_ids: Collection[int]) -> Mapping[int, date]:
    """Answer the day of the latest talk about each task that had one."""
    rows = session.execute(
        select(Chase.task_id, func.max(Chase.done_on))
        .where(Chase.task_id.in_(task_ids))
        .group_by(Chase.task_id)
    )
    return dict(rows.all())


def chases_of(session: Session, task_id: int) -> Sequence[Chase]:
    """Answer the talks about a task, newest first."""
    return session.scalars(
        select(Chase)
        .where(Chase.task_id == task_id)
        .options(joinedload(Chase.by))
        .order_by(Chase.done_on.desc(), Chase.id.desc())
    ).all()
