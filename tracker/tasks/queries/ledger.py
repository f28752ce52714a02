"""The ledger: what a viewer may see, filtered, sorted, counted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from tracker.accounts.permissions import Viewer
from tracker.core.paging import Page, cut
from tracker.reports.rules.sources import Source
from tracker.tasks.models import Measure, Problem, Task
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OPEN, OWED, State
from tracker.tasks.rules.lights import NEAR, Light


class LedgerSort(StrEnum):
    """How the ledger is ordered."""

    NUMBER = "number"
    DUE = "due"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What the ledger is narrowed to; None or empty means everything.

    ``person_id`` matches handler or leader, ``lead_unit_id`` the leading unit; ``text`` is looked for in number,
    title, problem text and names; ``only_open`` leaves out what is closed, ended or joined.
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


def seen_by(viewer: Viewer) -> Select[Task]:
    """Answer the tasks that a viewer may see: of their units and below, and those they take part in."""
    return select(Task).where(_visible(viewer))


def narrowed(
    viewer: Viewer,
    wanted: LedgerFilter,
    *,
    today: date,
    sort: LedgerSort = LedgerSort.NUMBER,
) -> Select[Task]:
    """Answer the tasks that a filter finds among those a viewer may see, in order, joined with their problems."""
    return (
        seen_by(viewer)
        .join(Task.problem)
        .where(*_conditions(wanted, today))
        .order_by(*_ORDER[sort])
    )


def ledger(
    session: Session,
    viewer: Viewer,
    wanted: LedgerFilter,
    *,
    today: date,
    sort: LedgerSort = LedgerSort.NUMBER,
    page: int = 1,
) -> Page[Task]:
    """Answer one page of the ledger, each task with problem and lead unit (two statements at the most)."""
    rows = (
        seen_by(viewer)
        .join(Task.problem)
        .where(*_conditions(wanted, today))
        .options(joinedload(Task.problem), joinedload(Task.lead_unit), joinedload(Task.unit))
        .order_by(*_ORDER[sort])
    )
    return cut(session, rows, page)


def counts_of(
    session: Session, viewer: Viewer, wanted: LedgerFilter, *, today: date
) -> tuple[int, int, int]:
    """Answer how many problems, tasks and measures a filter finds; three counts, never mixed (one statement)."""
    found = (
        select(Task.id, Task.problem_id)
        .join(Task.problem)
        .where(_visible(viewer), *_conditions(wanted, today))
        .cte("found")
    )
    measures = select(func.count(Measure.id)).where(Measure.task_id.in_(select(found.c.id)))
    counted = select(
        func.count(func.distinct(found.c.problem_id)),
        func.count(found.c.id),
        measures.scalar_subquery(),
    )
    problems, tasks, steps = session.execute(counted).one()
    return problems, tasks, steps


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    return or_(
        Task.unit_id.in_(viewer.sees),
        Task.lead_unit_id.in_(viewer.sees),
        Task.handler_id == viewer.person_id,
        Task.leader_id == viewer.person_id,
        *(
            and_(Task.unit_id == unit_id, or_(Task.handler_id == absent, Task.leader_id == absent))
            for absent, unit_id in viewer.stands_for
        ),
    )


def _conditions(wanted: LedgerFilter, today: date) -> list[ColumnElement[bool]]:
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
        conditions.append(Task.lead_unit_id == wanted.lead_unit_id)
    conditions += _about_people_and_words(wanted)
    return conditions


def _about_people_and_words(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.person_id is not None:
        conditions.append(
            or_(Task.handler_id == wanted.person_id, Task.leader_id == wanted.person_id)
        )
    if wanted.source is not None:
        conditions.append(Problem.source == wanted.source)
    if wanted.kind is not None:
        conditions.append(Task.kind == wanted.kind)
    if wanted.text:
        conditions.append(
            or_(*(field.contains(wanted.text, autoescape=True) for field in _SEARCHED))
        )
    return conditions


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


_SEARCHED: tuple[InstrumentedAttribute[Any], ...] = (
    Task.number,
    Task.title,
    Task.handler_text,
    Task.leader_text,
    Task.lead_unit_text,
    Problem.text,
    Problem.category,
)
_ORDER: dict[LedgerSort, tuple[Any, ...]] = {
    LedgerSort.NUMBER: (Task.year.desc(), Task.number, Task.id),
    LedgerSort.DUE: (Task.due_on.is_(None), Task.due_on, Task.id),
    LedgerSort.MOVED: (Task.moved_on.is_not(None), Task.moved_on, Task.id),
}
