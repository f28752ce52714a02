"""One day of one person: of which tasks they were, or will be, told, and why of the others not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Role
from tracker.core.many import among
from tracker.reminders.models import ReminderFact
from tracker.reminders.queries.explain import Concerned, listener, parts_of, past_of
from tracker.reminders.queries.ladders import load_ladders
from tracker.reminders.queries.planning import facts_from
from tracker.reminders.queries.standing import Standing, standing
from tracker.reminders.rules.days import on_day
from tracker.reminders.rules.explaining import Reason, Verdict, explain
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import OWED, State
from tracker.workdays.rules import Calendars

_MOST = 100
_ALIVE = (*OWED, State.SUSTAINED, State.PAUSED)
_WHOLE_LEDGER = (Role.CLERK, Role.SECRETARY)


@dataclass(frozen=True, slots=True)
class TaskDay:
    """What explains one day of one task to one person."""

    task_id: int
    number: str
    title: str
    reasons: tuple[Reason, ...]

    @property
    def is_told(self) -> bool:
        """Answer whether the person was, or will be, told of it that day."""
        return any(one.verdict in {Verdict.TOLD, Verdict.AHEAD} for one in self.reasons)


def day_of_person(
    session: Session,
    who: Concerned,
    on: date,
    calendars: Calendars,
    unit_ids: Collection[int] | None,
    today: date,
) -> list[TaskDay]:
    """Answer a day of a person, task by task, by their deadlines; ``unit_ids`` narrows to some ledgers.

    At most a hundred tasks: those that the person works on or was told of that day, and of a whole ledger
    (台账管理员, 书记) those in hand.
    """
    people = standing(session, on)
    tasks = _tasks(session, who.person.id, people, on, unit_ids)
    ladders = load_ladders(session)
    past = past_of(session, {one.id: ladders.of(one.unit_id) for one in tasks}, who.person.id)
    found: list[TaskDay] = []
    for task in tasks:
        facts = facts_from(task)
        reasons = explain(
            facts,
            listener(who, parts_of(who, people, facts)),
            ladders.of(task.unit_id).values(),
            calendars.of(task.unit_id),
            past.get(task.id, ()),
            today=today,
        )
        explained = tuple(on_day(reasons, on, task.state, today))
        found.append(TaskDay(task.id, task.number, task.title, explained))
    return found


def _tasks(
    session: Session, person_id: int, people: Standing, on: date, unit_ids: Collection[int] | None
) -> Sequence[Task]:
    told = select(ReminderFact.task_id).where(
        ReminderFact.recipient_id == person_id, ReminderFact.planned_on == on
    )
    kept = [
        unit_id
        for (unit_id, role), held in people.hats.items()
        if role in _WHOLE_LEDGER and person_id in held
    ]
    theirs = or_(
        Task.handler_id == person_id,
        Task.leader_id == person_id,
        Task.acceptor_id == person_id,
        among(Task.unit_id, kept),
    )
    wanted = select(Task).where(or_(Task.id.in_(told), theirs & Task.state.in_(_ALIVE)))
    if unit_ids is not None:
        wanted = wanted.where(among(Task.unit_id, unit_ids))
    return session.scalars(wanted.order_by(Task.due_on, Task.id).limit(_MOST)).all()
