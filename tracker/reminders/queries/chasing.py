"""Who is to be chased today, for what; and what was said in earlier talks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Person
from tracker.accounts.permissions import Permission, Viewer, units_with
from tracker.reminders.models import Chase
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by
from tracker.tasks.rules.lifecycle import State

# Whoever has handed in or not yet been given the task is not chased.
_CHASED = (State.ASSIGNED, State.ACTIVE)


def tasks_to_chase(session: Session, viewer: Viewer, until: date) -> Sequence[Task]:
    """Answer the tasks of the viewer's own ledgers that are late or due until a day, by handler and deadline."""
    wanted = (
        seen_by(viewer)
        .where(
            Task.unit_id.in_(units_with(viewer, Permission.REPORT_IMPORT)),
            Task.state.in_(_CHASED),
            Task.due_on <= until,
            Task.handler_text != "",
        )
        .order_by(Task.handler_id, Task.due_on, Task.id)
        .limit(500)
    )
    return session.scalars(wanted).all()


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
