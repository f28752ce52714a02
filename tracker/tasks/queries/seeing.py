"""What a viewer may see, and the two ways to read it: gathering what is little, walking along what is much."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, or_, select, true, union
from sqlalchemy.orm import InstrumentedAttribute

from tracker.accounts.permissions import Viewer
from tracker.core.many import among
from tracker.tasks.models import Task

_FEW = 4
BY_UNIT, BY_STATE = "ix_task_unit_id_state_due_on", "ix_task_state_due_on"
HANDLED, LED = "ix_task_handler_id_state_due_on", "ix_task_leader_id_state_due_on"
ACCEPTED = "ix_task_acceptor_id"
# How some tasks are found: the index to read by, or None where it finds itself, and the condition.
Way = tuple[str | None, ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Order:
    """An order of tasks: the index that stands in it, and its columns of tasks or of what was found of them."""

    index: str
    by: Callable[[Any], tuple[Any, ...]]


def seen_by(viewer: Viewer) -> Select[Task]:
    """Answer the tasks that a viewer may see: of their units and below, and those they take part in."""
    return select(Task).where(visible(viewer))


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """Answer whether a viewer may see a task, as a condition on it."""
    return or_(*(way for _, way in ways_to_see(viewer)))


def in_units(viewer: Viewer, unit_ids: frozenset[int]) -> ColumnElement[bool]:
    """Answer which tasks of some units a viewer may see.

    Somebody's hat may reach where the ledger is not shown to them (a town that only reports upward, the unit of an
    absent person). Where it is shown, to ask once more would hide from PostgreSQL which index finds the tasks.
    """
    theirs = among(Task.unit_id, unit_ids)
    return theirs if unit_ids <= viewer.sees else theirs & visible(viewer)


def gathered(
    viewer: Viewer,
    conditions: Sequence[ColumnElement[bool]],
    columns: Sequence[InstrumentedAttribute[Any]],
    index: str,
    *,
    most: int | None = None,
) -> Subquery:
    """Answer columns of what a viewer may see under some conditions, ``most`` at the most from each way of seeing.

    Who sees few ledgers finds them by what makes them seen; who sees many, along the ``index`` of the conditions.
    """
    if sees_many(viewer):
        rows = select(*columns).where(visible(viewer), *conditions)
        return by_index(index, rows).limit(most).subquery()
    ways = (way.limit(most).subquery() for way in _each_way(viewer, columns, conditions))
    return union(*(way.select() for way in ways)).subquery()


def picked(
    viewer: Viewer,
    conditions: Sequence[ColumnElement[bool]],
    columns: Sequence[InstrumentedAttribute[Any]],
    *,
    most: int | None = None,
) -> Subquery:
    """Answer the same where a condition names the ids themselves: they are fetched, then looked at."""
    return select(*columns).where(*conditions, visible(viewer)).limit(most).subquery()


def walked(
    viewer: Viewer,
    conditions: Sequence[ColumnElement[bool]],
    columns: Sequence[InstrumentedAttribute[Any]],
    order: Order,
    *,
    most: int,
) -> Subquery:
    """Answer the first of what a viewer may see, read in its order until there are ``most``.

    Of few ledgers each is read along its own index, and what is seen elsewhere is added; of many all are read
    along one.
    """
    if sees_many(viewer):
        rows = select(*columns).where(visible(viewer), *conditions).order_by(*order.by(Task))
        return by_index(order.index, rows).limit(most).subquery()
    own = (
        along(one, conditions, columns, order, most=most).select() for one in sorted(viewer.ledgers)
    )
    others = (
        way
        for stretch in _beyond(sorted(viewer.ledgers))
        for way in _each_way(viewer, columns, [stretch, *conditions])
    )
    return union(*own, *others).subquery()


def along(
    ledger_id: int,
    conditions: Sequence[ColumnElement[bool]],
    columns: Sequence[InstrumentedAttribute[Any]],
    order: Order,
    *,
    most: int,
) -> Subquery:
    """Answer the first tasks of a ledger, one of those that the viewer sees, in an order."""
    return (
        of_ledger(ledger_id, conditions, columns).order_by(*order.by(Task)).limit(most).subquery()
    )


def of_ledger(
    ledger_id: int,
    conditions: Sequence[ColumnElement[bool]],
    columns: Sequence[InstrumentedAttribute[Any]],
) -> Select[Any]:
    """Answer columns of the tasks of a ledger, one of those that the viewer sees."""
    return select(*columns).where(Task.unit_id == ledger_id, *conditions)


def ways_to_see(viewer: Viewer) -> list[Way]:
    """Answer each way of seeing a task, with the index that finds what is seen so."""
    own: list[Way] = [
        (BY_UNIT, among(Task.unit_id, viewer.sees)),
        ("ix_task_lead_unit_id_unit_id", among(Task.lead_unit_id, viewer.sees)),
        (HANDLED, Task.handler_id == viewer.person_id),
        (LED, Task.leader_id == viewer.person_id),
    ]
    stood_in: list[Way] = [
        (index, and_(person == absent, Task.unit_id == unit_id))
        for absent, unit_id in viewer.stands_for
        for index, person in ((HANDLED, Task.handler_id), (LED, Task.leader_id))
    ]
    # Superiors who read only what was reported see a task whose closure they were asked to decide.
    asked: list[Way] = [(ACCEPTED, Task.acceptor_id == viewer.person_id)]
    return own + stood_in + (asked if viewer.oversees > viewer.sees else [])


def _each_way(
    viewer: Viewer,
    columns: Sequence[InstrumentedAttribute[Any]],
    conditions: Sequence[ColumnElement[bool]],
) -> Iterator[Select[Any]]:
    for index, way in ways_to_see(viewer):
        yield by_index(index, select(*columns).where(way, *conditions))


def _beyond(ledger_ids: Sequence[int]) -> Iterator[ColumnElement[bool]]:
    """Answer the units beyond some ledgers, stretch by stretch: an index skips what "not in" would read."""
    after: ColumnElement[bool] = true()
    for one in ledger_ids:
        yield and_(after, Task.unit_id < one)
        after = Task.unit_id > one
    yield after


def by_index(index: str | None, rows: Select[Any]) -> Select[Any]:
    """Have SQLite read by an index; PostgreSQL knows its tables well enough to choose."""
    return rows if index is None else rows.with_hint(Task, f"INDEXED BY {index}", "sqlite")


def sees_many(viewer: Viewer) -> bool:
    """Answer whether a viewer sees so many ledgers that one index for all is read faster than each."""
    return len(viewer.ledgers) > _FEW
