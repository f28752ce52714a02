"""The robots of a unit, what was agreed for its groups, and what could be said there today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.reminders.models import GroupPost, Robot
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State

_DUE = (State.ASSIGNED, State.ACTIVE)


@dataclass(frozen=True, slots=True)
class GroupNews:
    """How many tasks of a unit are due today, within a week, and late; nobody is named."""

    today: int
    week: int
    late: int


def robots_of(session: Session, unit_id: int) -> Sequence[Robot]:
    """Answer the robots in use of a unit."""
    wanted = select(Robot).where(Robot.unit_id == unit_id, Robot.disabled_at.is_(None))
    return session.scalars(wanted.order_by(Robot.id)).all()


def robot_with(session: Session, robot_id: int) -> Robot | None:
    """Answer a robot in use."""
    wanted = select(Robot).where(Robot.id == robot_id, Robot.disabled_at.is_(None))
    return session.scalars(wanted).one_or_none()


def posts_of(session: Session, unit_id: int) -> Sequence[tuple[GroupPost, str]]:
    """Answer the latest texts agreed in a unit, with who agreed."""
    rows = session.execute(
        select(GroupPost, Person.name)
        .join(Person, Person.id == GroupPost.agreed_by_id)
        .where(GroupPost.unit_id == unit_id)
        .order_by(GroupPost.id.desc())
        .limit(10)
    )
    return list(rows)


def group_news(session: Session, unit_id: int, today: date) -> GroupNews:
    """Count what a text for a chat group may tell."""
    week = today + timedelta(days=7)
    row = session.execute(
        select(
            func.count(Task.id).filter(Task.due_on == today),
            func.count(Task.id).filter(Task.due_on > today),
            func.count(Task.id).filter(Task.due_on < today),
        ).where(Task.unit_id == unit_id, Task.state.in_(_DUE), Task.due_on <= week)
    ).one()
    return GroupNews(*row)


def late_names(session: Session, unit_id: int, today: date) -> frozenset[str]:
    """Answer the names of those, people and units, who are late with a task."""
    rows = session.execute(
        select(Task.handler_text, Task.lead_unit_text, Person.name)
        .outerjoin(Person, Person.id == Task.handler_id)
        .where(Task.unit_id == unit_id, Task.state.in_(_DUE), Task.due_on < today)
    )
    return frozenset(name for row in rows for name in row if name and len(name) > 1)


def phones_in(session: Session, unit_id: int, today: date) -> Sequence[tuple[str, str]]:
    """Answer phone and name of those with a task due within ten days, who can be mentioned."""
    soon = today + timedelta(days=10)
    rows = session.execute(
        select(Person.phone, Person.name)
        .join(Task, Task.handler_id == Person.id)
        .where(
            Task.unit_id == unit_id,
            Task.state.in_(_DUE),
            Task.due_on.between(today, soon),
            Person.phone.is_not(None),
            Person.phone != "",
        )
        .distinct()
        .order_by(Person.name)
    )
    return [(phone, name) for phone, name in rows if phone]
