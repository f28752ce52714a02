"""The ledger: what a viewer may see, filtered, sorted, counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.accounts.permissions import Viewer
from tracker.core.paging import PAGE_SIZE, Page, page_of, piece
from tracker.core.statements import built_once
from tracker.tasks.models import Measure, Task
from tracker.tasks.queries.filtering import LedgerFilter, conditions_of
from tracker.tasks.queries.listed import LISTED, ListedTask
from tracker.tasks.queries.seeing import (
    Order,
    along,
    gathered,
    of_ledger,
    picked,
    seen_by,
    sees_many,
    walked,
)
from tracker.tasks.queries.words import few_that_tell, tells

MUCH = 1_000  # tasks; more are not counted on every page
_READ_THROUGH = 5_000  # tasks; the texts of so many are looked at for a frequent word
_NO_TASK = 0  # no task has this id


class LedgerSort(StrEnum):
    """How the ledger is ordered."""

    NUMBER = "number"
    DUE = "due"
    MOVED = "moved"


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
        .where(*conditions_of(wanted, today))
        .order_by(*_ORDERS[sort].by(Task))
    )


def ledger(
    session: Session, viewer: Viewer, wanted: LedgerFilter, *, today: date, leaf: Leaf = FIRST_LEAF
) -> Page[ListedTask]:
    """Answer one page of the ledger (one statement)."""
    rows = session.execute(_page(viewer, wanted, today, leaf))
    return page_of(map(ListedTask._make, rows), leaf.page)


# To put such a statement together takes longer than to ask it, and people turn back to the same lists.
@built_once
def _page(viewer: Viewer, wanted: LedgerFilter, today: date, leaf: Leaf) -> Select[Any]:
    conditions, order = conditions_of(wanted, today), _ORDERS[leaf.sort]
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


def looked_up(
    session: Session, viewer: Viewer, wanted: LedgerFilter, *, today: date
) -> LedgerFilter:
    """Answer a filter with the tasks that tell its text, where it has one and they are few.

    One statement; two where the text is frequent. Then the texts of what else the filter finds are looked at, once for
    all that follows, if that is little.
    """
    if not wanted.text or wanted.told_by is not None:
        return wanted
    told_by = few_that_tell(session, wanted.text, MUCH)
    if told_by is None:
        told_by = _telling_of_few(session, viewer, wanted, today)
    return replace(wanted, told_by=told_by)


def _telling_of_few(
    session: Session, viewer: Viewer, wanted: LedgerFilter, today: date
) -> frozenset[int] | None:
    """Answer which tell the text of all that the rest of a filter finds; None where that is much."""
    if sees_many(viewer) and wanted.unit_id is None:
        return None
    rest = replace(wanted, text="")
    found = _few(viewer, rest, conditions_of(rest, today), [Task.id], most=_READ_THROUGH + 1)
    few = found.select().limit(_READ_THROUGH + 1).cte("few")
    counted = select(func.count()).select_from(few).scalar_subquery()
    too_much = select(literal(_NO_TASK)).where(counted > _READ_THROUGH)
    telling = select(Task.id).where(counted <= _READ_THROUGH, Task.id.in_(few.select()))
    ids = frozenset(session.scalars(union_all(too_much, telling.where(tells(wanted.text)))))
    return None if _NO_TASK in ids else ids


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


@built_once
def _counting(
    viewer: Viewer, wanted: LedgerFilter, today: date, few: int | None
) -> Select[*tuple[Any, ...]]:
    """Count problems, tasks and measures; of more than a ``few`` tasks only that there are more."""
    most = None if few is None else few + 1
    found = _few(viewer, wanted, conditions_of(wanted, today), [Task.id], most=most)
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


_SORTED_BY = (Task.id, Task.year, Task.number, Task.due_on, Task.moved_on)
_ORDERS = {
    LedgerSort.NUMBER: Order("ix_task_in_order", lambda of: (of.year.desc(), of.number, of.id)),
    LedgerSort.DUE: Order("ix_task_by_due", lambda of: (of.due_on.nulls_last(), of.id)),
    LedgerSort.MOVED: Order("ix_task_by_moved", lambda of: (of.moved_on.nulls_first(), of.id)),
}
