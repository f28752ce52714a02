"""What the ledger is narrowed to, and how it is said to the database."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select, union

from tracker.core.many import among
from tracker.reports.rules.sources import Source
from tracker.tasks.models import Problem, Task
from tracker.tasks.queries.words import tells
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OPEN, OWED, State
from tracker.tasks.rules.lights import NEAR, Light


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What the ledger is narrowed to; None or empty means everything.

    ``person_id`` matches handler or leader, ``lead_unit_id`` the leading unit; ``text`` is looked for in number,
    title, problem text and names; ``only_open`` leaves out what is closed, ended or joined. ``told_by`` are the ids of
    the tasks that tell the text, where it was looked up and they are few (:func:`looked_up`).
    """

    unit_id: int | None = None
    year: int | None = None
    state: State | None = None
    light: Light | None = None
    lead_unit_id: int | None = None
    person_id: int | None = None
    source: Source | None = None
    kind: TaskKind | None = None
    text: str = ""
    only_open: bool = False
    told_by: frozenset[int] | None = None


def conditions_of(wanted: LedgerFilter, today: date) -> list[ColumnElement[bool]]:
    """Answer the conditions on tasks that a filter comes to on a day."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.unit_id is not None:
        conditions.append(Task.unit_id == wanted.unit_id)
    if wanted.year is not None:
        conditions.append(Task.year == wanted.year)
    if wanted.state is not None:
        conditions.append(Task.state == wanted.state)
    if wanted.only_open:
        conditions.append(Task.state.in_(OPEN))
    if wanted.light is not None:
        conditions.append(_light(wanted.light, today))
    if wanted.lead_unit_id is not None:
        conditions.append(_one_of(Task.lead_unit_id == wanted.lead_unit_id))
    conditions += _about_people_and_words(wanted)
    return conditions


def _about_people_and_words(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.person_id is not None:
        conditions.append(
            _one_of(Task.handler_id == wanted.person_id, Task.leader_id == wanted.person_id)
        )
    if wanted.source is not None:
        conditions.append(Task.problem.has(Problem.source == wanted.source))
    if wanted.kind is not None:
        conditions.append(Task.kind == wanted.kind)
    if wanted.told_by is not None:
        conditions.append(among(Task.id, wanted.told_by))
    elif wanted.text:
        conditions.append(tells(wanted.text))
    return conditions


def _one_of(*ways: ColumnElement[bool]) -> ColumnElement[bool]:
    """Answer whether a task is found in one of several ways, each by its own index."""
    return Task.id.in_(union(*(select(Task.id).where(way) for way in ways)))


def _light(light: Light, today: date) -> ColumnElement[bool]:
    owed = Task.state.in_(OWED)
    conditions = {
        Light.OVERDUE: and_(owed, Task.due_on < today),
        Light.NEAR: and_(owed, Task.due_on >= today, Task.due_on <= today + NEAR),
        Light.ON_TRACK: and_(owed, Task.due_on > today + NEAR),
        Light.UNDATED: and_(owed, Task.due_on.is_(None)),
        Light.SUSTAINED: Task.state == State.SUSTAINED,
        Light.RESTING: Task.state == State.PAUSED,
        Light.DONE: Task.state.not_in(OPEN),
    }
    return conditions[light]
