"""The ledger: what a viewer may see, filtered, sorted, counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    case,
    func,
    select,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.accounts.permissions import Viewer
from tracker.core.many import among
from tracker.core.paging import PAGE_SIZE, Page, page_of, piece
from tracker.reports.rules.sources import Source
from tracker.tasks.models import Measure, Problem, Task
from tracker.tasks.queries.listed import LISTED, ListedTask
from tracker.tasks.queries.seeing import Order, along, gathered, of_ledger, picked, seen_by, walked
from tracker.tasks.queries.words import few_that_tell, tells
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OPEN, OWED, State
from tracker.tasks.rules.lights import NEAR, Light

MUCH = 1_000  # tasks; more are not counted on every page
_KEPT = 256  # statements; people come back to the lists that they looked at


class LedgerSort(StrEnum):
    """How the ledger is ordered."""

    NUMBER = "number"
    DUE = "due"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What the ledger is narrowed to; None or empty means everything.

    ``person_id`` matches handler or leader, ``lead_unit_id`` the leading unit; ``text`` is looked for in number,
    title, problem text and names; ``only_open`` leaves out what is closed, ended or joined. ``told_by`` are the ids of
    all tasks that tell the text, where it was looked up and they are few (:func:`looked_up`).
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


@dataclass(frozen=True, slots=True)
class Leaf:
    """Which page of the ledger in which order.

    Whether there is ``much`` (more than :data:`MUCH`) only decides how it is read: little is gathered and sorted,
    much is read in its order until the page is full.
    """

    sort: LedgerSort = LedgerSort.NUMBER
    page: int = 1
    much: bool = False


FIRST_LEAF = Leaf()


class Counts(NamedTuple):
    """How many problems, tasks and measures a filter finds; three counts, never mixed."""

    problems: int
    tasks: int
    measures: int


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
        .order_by(*_ORDERS[sort].by(Task))
    )


def ledger(
    session: Session, viewer: Viewer, wanted: LedgerFilter, *, today: date, leaf: Leaf = FIRST_LEAF
) -> Page[ListedTask]:
    """Answer one page of the ledger (one statement)."""
    rows = session.execute(_page(viewer, wanted, today, leaf))
    return page_of(map(ListedTask._make, rows), leaf.page)


# To put such a statement together takes longer than to ask it, and people turn back to the same lists.
@lru_cache(maxsize=_KEPT)
def _page(viewer: Viewer, wanted: LedgerFilter, today: date, leaf: Leaf) -> Select[Any]:
    conditions, order = _conditions(wanted, today), _ORDERS[leaf.sort]
    most = leaf.page * PAGE_SIZE + 1
    if not leaf.much:
        found = _few(viewer, wanted, conditions, _SORTED_BY)
    elif wanted.unit_id in viewer.ledgers:
        found = along(wanted.unit_id, conditions, _SORTED_BY, order, most=most)
    else:
        found = walked(viewer, conditions, _SORTED_BY, order, most=most)
    shown = piece(select(found.c.id).order_by(*order.by(found.c)), leaf.page).subquery()
    rows = select(*LISTED).join_from(shown, Task, Task.id == shown.c.id).join(Task.problem)
    return rows.order_by(*order.by(Task))


def looked_up(session: Session, wanted: LedgerFilter) -> LedgerFilter:
    """Answer a filter with the tasks that tell its text, when it has one and they are few (one statement)."""
    if not wanted.text or wanted.told_by is not None:
        return wanted
    return replace(wanted, told_by=few_that_tell(session, wanted.text, MUCH))


def _few(
    viewer: Viewer,
    wanted: LedgerFilter,
    conditions: Sequence[ColumnElement[bool]],
    columns: Sequence[InstrumentedAttribute[Any]],
    *,
    most: int | None = None,
) -> Subquery:
    """Answer columns of everything that a filter finds, or of a little more than ``most`` of it."""
    if wanted.unit_id in viewer.ledgers:
        return of_ledger(wanted.unit_id, conditions, columns).limit(most).subquery()
    if wanted.person_id or wanted.lead_unit_id or wanted.told_by is not None:
        return picked(viewer, conditions, columns, most=most)
    of_state = wanted.state or wanted.light or wanted.only_open
    index = "ix_task_state_due_on" if of_state else "ix_task_in_order"
    return gathered(viewer, conditions, columns, index, most=most)


def counts_of(session: Session, viewer: Viewer, wanted: LedgerFilter, *, today: date) -> Counts:
    """Answer how many problems, tasks and measures a filter finds; slow when it is much (one statement)."""
    return Counts(*session.execute(_counting(viewer, wanted, today, None)).one())


def counts_of_few(
    session: Session, viewer: Viewer, wanted: LedgerFilter, *, today: date
) -> Counts | None:
    """Answer the same, or None when it is much: more than :data:`MUCH` tasks (one statement)."""
    counted = session.execute(_counting(viewer, wanted, today, MUCH)).one()
    return None if counted[0] is None else Counts(*counted)


@lru_cache(maxsize=_KEPT)
def _counting(
    viewer: Viewer, wanted: LedgerFilter, today: date, few: int | None
) -> Select[*tuple[Any, ...]]:
    """Count problems, tasks and measures; of more than a ``few`` tasks only that there are more."""
    most = None if few is None else few + 1
    found = _few(viewer, wanted, _conditions(wanted, today), [Task.id], most=most)
    problems, tasks, measures = _three(found.select().cte("counted"))
    if few is None:
        return select(problems, tasks, measures)
    return select(case((tasks <= few, problems)), tasks, case((tasks <= few, measures)))


def _three(found: CTE) -> tuple[ScalarSelect[int], ScalarSelect[int], ScalarSelect[int]]:
    ids = select(found.c.id)
    problems = select(func.count(Task.problem_id.distinct())).where(Task.id.in_(ids))
    tasks = select(func.count()).select_from(found)
    measures = select(func.count(Measure.id)).where(Measure.task_id.in_(ids))
    return problems.scalar_subquery(), tasks.scalar_subquery(), measures.scalar_subquery()


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


_SORTED_BY = (Task.id, Task.year, Task.number, Task.due_on, Task.moved_on)
_ORDERS = {
    LedgerSort.NUMBER: Order("ix_task_in_order", lambda of: (of.year.desc(), of.number, of.id)),
    LedgerSort.DUE: Order("ix_task_by_due", lambda of: (of.due_on.nulls_last(), of.id)),
    LedgerSort.MOVED: Order("ix_task_by_moved", lambda of: (of.moved_on.nulls_first(), of.id)),
}
