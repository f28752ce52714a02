"""My work: what waits on me, what I am to review, which deadlines are mine."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    bindparam,
    func,
    literal,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Role, Viewer
from tracker.core.paging import PAGE_SIZE, Page
from tracker.core.statements import built_once
from tracker.tasks.models import Extension, ExtensionState, Task, Trace
from tracker.tasks.queries.listed import LISTED, AnyTask, ListedTask
from tracker.tasks.queries.parties import judges_of_each
from tracker.tasks.queries.seeing import (
    ACCEPTED,
    BY_STATE,
    BY_UNIT,
    HANDLED,
    LED,
    Way,
    by_index,
    in_units,
    sees_many,
    visible,
    ways_to_see,
)
from tracker.tasks.rules.lifecycle import OWED, STEPS, State, Step
from tracker.tasks.rules.parties import approval_due, may_take
from tracker.tasks.rules.people import Parties
from tracker.tasks.rules.waiting import ANSWERS, SAID

# Of what may be the viewer's to review, so many are looked at closely for each that is shown.
_LOOKED_AT = 2
_REVIEWS = tuple(one for one in State if approval_due(one))


class Waiting(StrEnum):
    """The three lists of a person's own work, each ordered by deadline."""

    TO_DO = "to_do"
    TO_REVIEW = "to_review"
    DEADLINES = "deadlines"


def my_work(
    session: Session,
    viewer: Viewer,
    wanted: Collection[Waiting] = tuple(Waiting),
    page: int = 1,
    *,
    size: int = PAGE_SIZE,
) -> dict[Waiting, Page[ListedTask]]:
    """Answer one page of ``size`` tasks of some lists of what waits on a viewer.

    One statement, and two to look at reviews.
    Of reviews the statement finds what can be theirs; the rule itself says what is, so that list and form never
    differ.
    """
    lists = tuple(one for one in Waiting if one in wanted)
    found: dict[Waiting, list[tuple[ListedTask, bool]]] = {one: [] for one in lists}
    for name, asked, *told in session.execute(_lists(viewer, lists, page * size)):
        found[Waiting(name)].append((ListedTask._make(told), bool(asked)))
    return {
        one: _reviews(session, viewer, found[one], page, size)
        if one is Waiting.TO_REVIEW
        else _page([task for task, _ in found[one]], page, size)
        for one in lists
    }


def _reviews(
    session: Session, viewer: Viewer, rows: Sequence[tuple[ListedTask, bool]], page: int, size: int
) -> Page[ListedTask]:
    judges = judges_of_each(session, [task for task, _ in rows], viewer.on)
    theirs = (task for task, asked in rows if _decides(viewer, judges.of(task), asked=asked))
    found = list(islice(theirs, page * size + 1))  # no more than is shown is worked out
    return _page(found, page, size, more=len(rows) > _LOOKED_AT * page * size)


def _page(
    found: Sequence[ListedTask], page: int, size: int, *, more: bool = False
) -> Page[ListedTask]:
    start, end = (page - 1) * size, page * size
    return Page(tuple(found[start:end]), page, has_next=more or len(found) > end)


def nearest_deadlines(session: Session, viewer: Viewer, most: int) -> Sequence[ListedTask]:
    """Answer the open tasks with the earliest deadlines that a viewer sees (one statement)."""
    return [ListedTask._make(row) for row in session.execute(_nearest(viewer, most))]


# Of each task the last that was said and the last that answered it.
_HEARD = (
    select(func.max(Trace.id))
    .where(Trace.task_id.in_(bindparam("task_ids", expanding=True)), Trace.step.in_(SAID | ANSWERS))
    .group_by(Trace.task_id)
)
_LAST = select(Trace).where(Trace.id.in_(_HEARD)).options(joinedload(Trace.new_day))


def last_said(session: Session, tasks: Iterable[AnyTask]) -> Mapping[int, Trace]:
    """Answer what was said last and not answered on tasks that wait, by their ids (one statement)."""
    found = session.scalars(_LAST, {"task_ids": [one.id for one in tasks]})
    return {one.task_id: one for one in found if one.step in SAID}


def _decides(viewer: Viewer, parties: Parties, *, asked: bool) -> bool:
    due = approval_due(parties.state)
    grant = Step.GRANT_EXTENSION
    steps = ([due] if due else []) + (
        [grant] if asked and parties.state in STEPS[grant].sources else []
    )
    return any(may_take(one, viewer.person_id, parties) for one in steps)


def _to_do(viewer: Viewer) -> Iterator[Way]:
    """What a person must move: sign for and work on what is theirs, and assign what nobody has yet."""
    working = Task.state.in_((State.ASSIGNED, State.ACTIVE))
    yield HANDLED, (Task.handler_id == viewer.person_id) & working
    for absent, unit_id in viewer.stands_for:
        yield HANDLED, and_(Task.handler_id == absent, Task.unit_id == unit_id, working)
    yield from _in_units(viewer, _units(viewer, Role.CLERK), State.UNASSIGNED)


def _deadlines(viewer: Viewer) -> Iterator[Way]:
    yield HANDLED, (Task.handler_id == viewer.person_id) & Task.state.in_(OWED)
    yield LED, (Task.leader_id == viewer.person_id) & Task.state.in_(OWED)


def _maybe_to_review(viewer: Viewer) -> Iterator[Way]:
    """What a viewer's hats, or those of whom they stand in for, could let them decide."""
    leaders, secretaries = _units(viewer, Role.LEADER), _units(viewer, Role.SECRETARY)
    stood_for = frozenset(unit_id for _, unit_id in viewer.stands_for)
    yield LED, (Task.leader_id == viewer.person_id) & (Task.state == State.LEADER_REVIEW)
    yield from _in_units(viewer, _units(viewer, Role.CLERK), State.FIRST_REVIEW)
    yield from _in_units(viewer, secretaries, State.FINAL_REVIEW)
    yield from _in_units(viewer, leaders | stood_for, *_REVIEWS)
    if leaders | secretaries:  # named by the secretary of a unit below
        named = (Task.acceptor_id == viewer.person_id) & visible(viewer)
        yield ACCEPTED, named & (Task.state == State.FINAL_REVIEW)
    deciding = in_units(viewer, leaders | secretaries | stood_for)
    yield None, Task.id.in_(_asked()) & (deciding | (Task.leader_id == viewer.person_id))


def _in_units(viewer: Viewer, unit_ids: frozenset[int], *states: State) -> Iterator[Way]:
    """Answer the tasks of units in some states; of many ledgers each state is read by its deadlines."""
    index = BY_STATE if sees_many(viewer) else BY_UNIT
    for state in states if unit_ids else ():
        yield index, in_units(viewer, unit_ids) & (Task.state == state)


def _asked() -> Select[int]:
    return select(Extension.task_id).where(Extension.state == ExtensionState.ASKED)


def _units(viewer: Viewer, role: Role) -> frozenset[int]:
    return next((units for held, units in viewer.reach if held is role), frozenset())


@built_once
def _lists(viewer: Viewer, lists: tuple[Waiting, ...], shown: int) -> Select[Any]:
    """Select some lists under their names, each with whether more time is asked for, one task more than is shown."""
    ways = {
        Waiting.TO_DO: (_to_do, 1),
        Waiting.TO_REVIEW: (_maybe_to_review, _LOOKED_AT),
        Waiting.DEADLINES: (_deadlines, 1),
    }
    firsts = [
        _firsts(ways[one][0](viewer), ways[one][1] * shown + 1, literal(one.value)) for one in lists
    ]
    first = union_all(*firsts).subquery()
    return _listed(first, first.c.name, Task.id.in_(_asked()))


@built_once
def _nearest(viewer: Viewer, most: int) -> Select[Any]:
    dated = Task.due_on.is_not(None)
    if sees_many(viewer):
        seen = dated & visible(viewer)
        ways: list[Way] = [(BY_STATE, (Task.state == one) & seen) for one in OWED]
    else:
        ways = [(index, way & Task.state.in_(OWED) & dated) for index, way in ways_to_see(viewer)]
    return _listed(_firsts(ways, most, literal("nearest")).subquery())


def _firsts(ways: Iterable[Way], most: int, name: ColumnElement[str]) -> Select[Any]:
    """Answer the first tasks by deadline that are found in any of several ways, each by its own index.

    The ways themselves find nothing that the viewer may not see.
    """
    columns: tuple[Any, ...] = (Task.id, Task.due_on)
    each = (by_index(index, select(*columns).where(way)) for index, way in ways)
    firsts = (one.order_by(*_due(Task)).limit(most).subquery().select() for one in each)
    found = union(*firsts).subquery()
    first = select(found.c.id).order_by(*_due(found.c)).limit(most).subquery()
    return select(first.c.id, name.label("name"))


def _listed(first: Subquery, *also: ColumnElement[Any]) -> Select[Any]:
    """Answer what was found as lists show it, by deadline."""
    rows = select(*also, *LISTED).join_from(first, Task, Task.id == first.c.id).join(Task.problem)
    return rows.order_by(*_due(Task))


def _due(of: Any) -> tuple[Any, ...]:
    return (of.due_on.nulls_last(), of.id)
