"""What a word typed anywhere finds: tasks and people, of those that the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Permission, Viewer, may, units_with
from tracker.accounts.queries.hats import in_force
from tracker.core.many import among
from tracker.tasks.queries import LedgerFilter, ledger, looked_up
from tracker.tasks.rules.lifecycle import State

_MOST = 6


@dataclass(frozen=True, slots=True)
class FoundTask:
    """One task that tells the word."""

    id: int
    number: str
    title: str
    state: State


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One person with the unit and the post of an appointment in force."""

    id: int
    name: str
    unit: str
    post: str | None


def tasks_telling(session: Session, viewer: Viewer, text: str, today: date) -> Sequence[FoundTask]:
    """Answer the first tasks that tell a text (two statements)."""
    wanted = looked_up(session, viewer, LedgerFilter(text=text), today=today)
    page = ledger(session, viewer, wanted, today=today)
    return [FoundTask(one.id, one.number, one.title, one.state) for one in page.rows[:_MOST]]


def people_named(session: Session, viewer: Viewer, text: str) -> Sequence[FoundPerson]:
    """Answer people whose name holds a text and who serve where the viewer may look (one statement).

    Who manages accounts finds those of the own reach, everybody else the people of the units whose ledger they read.
    """
    reach = units_with(viewer, Permission.PEOPLE_MANAGE) if _manages(viewer) else viewer.sees
    rows = session.execute(
        select(Person.id, Person.name, Unit.name, Appointment.post)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Unit, Unit.id == Appointment.unit_id)
        .where(
            Person.name.contains(text, autoescape=True),
            among(Appointment.unit_id, reach),
            in_force(viewer.on),
        )
        .order_by(Unit.path, Person.id)
        .limit(_MOST)
    )
    known = {row[0]: FoundPerson(*row) for row in reversed(rows.all())}
    return list(reversed(known.values()))


def _manages(viewer: Viewer) -> bool:
    return may(viewer, Permission.PEOPLE_MANAGE)
