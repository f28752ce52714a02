"""My work: what waits on me, what I am to review, which deadlines are mine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select, union
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Role, Viewer
from tracker.core.many import among
from tracker.tasks.models import Extension, ExtensionState, Task, Trace
from tracker.tasks.queries.parties import judges_of_each
from tracker.tasks.queries.seeing import (
    BY_STATE,
    BY_UNIT,
    HANDLED,
    LED,
    Way,
    by_index,
    sees_many,
    visible,
    ways_to_see,
)
from tracker.tasks.rules.lifecycle import OWED, STEPS, State, Step
from tracker.tasks.rules.parties import approval_due, may_take
from tracker.tasks.rules.people import Parties
from tracker.tasks.rules.waiting import ANSWERS, SAID

_MOST = 50
# Of what may be the viewer's to review, so many are looked at closely; nobody works through more in a day.
_LOOKED_AT = 100
_REVIEWS = tuple(one for one in State if approval_due(one))


@dataclass(frozen=True, slots=True)
class MyWork:
    """Three lists for the signed-in person, each ordered by deadline, each of at most 50."""

    to_do: Sequence[Task]
    to_review: Sequence[Task]
    deadlines: Sequence[Task]


def my_work(session: Session, viewer: Viewer) -> MyWork:
    """Answer what waits on a viewer (seven statements at the most)."""
    return MyWork(
        to_do=session.scalars(_first(viewer, _to_do(viewer), _MOST)).all(),
        to_review=to_review(session, viewer),
        deadlines=session.scalars(_first(viewer, _deadlines(viewer), _MOST)).all(),
    )


def to_review(session: Session, viewer: Viewer) -> Sequence[Task]:
    """Answer the tasks in which the viewer may now decide on a closure, or on a request for more time.

    The statement finds what can be theirs; the rule itself says what is, so that list and form never differ.
    """
    rows = session.execute(
        _first(viewer, _maybe_to_review(viewer), _LOOKED_AT).add_columns(Task.id.in_(_asked()))
    ).all()
    parties = judges_of_each(session, [task for task, _ in rows], viewer.on)
    found = [task for task, asked in rows if _decides(viewer, parties[task.id], asked=bool(asked))]
    return found[:_MOST]


def nearest_deadlines(session: Session, viewer: Viewer, most: int) -> Sequence[Task]:
    """Answer the open tasks with the earliest deadlines that a viewer sees (one statement)."""
    dated = Task.due_on.is_not(None)
    if sees_many(viewer):
        ways: list[Way] = [(BY_STATE, (Task.state == one) & dated) for one in OWED]
    else:
        ways = [(index, way & Task.state.in_(OWED) & dated) for index, way in ways_to_see(viewer)]
    return session.scalars(_first(viewer, ways, most)).all()


def last_said(session: Session, tasks: Iterable[Task]) -> Mapping[int, Trace]:
    """Answer what was said last and not answered on tasks that wait, by their ids (one statement)."""
    heard = Trace.step.in_(SAID | ANSWERS)
    among_them = Trace.task_id.in_([one.id for one in tasks])
    newest = select(func.max(Trace.id)).where(among_them, heard).group_by(Trace.task_id)
    found = session.scalars(select(Trace).where(Trace.id.in_(newest)))
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
    deciding = among(Task.unit_id, leaders | secretaries | stood_for)
    yield None, Task.id.in_(_asked()) & (deciding | (Task.leader_id == viewer.person_id))


def _in_units(viewer: Viewer, unit_ids: frozenset[int], *states: State) -> Iterator[Way]:
    """Answer the tasks of units in some states; of many ledgers each state is read by its deadlines."""
    index = BY_STATE if sees_many(viewer) else BY_UNIT
    for state in states if unit_ids else ():
        yield index, among(Task.unit_id, unit_ids) & (Task.state == state)


def _asked() -> Select[int]:
    return select(Extension.task_id).where(Extension.state == ExtensionState.ASKED)


def _units(viewer: Viewer, role: Role) -> frozenset[int]:
    return next((units for held, units in viewer.reach if held is role), frozenset())


def _first(viewer: Viewer, ways: Iterable[Way], most: int) -> Select[Task]:
    """Answer the first tasks by deadline that are found in any of several ways, each by its own index."""
    columns: tuple[Any, ...] = (Task.id, Task.due_on)
    each = (by_index(index, select(*columns).where(way, visible(viewer))) for index, way in ways)
    firsts = (one.order_by(*_due(Task)).limit(most).subquery().select() for one in each)
    found = union(*firsts).subquery()
    first = select(found.c.id).order_by(*_due(found.c)).limit(most).subquery()
    rows = select(Task).where(Task.id.in_(select(first.c.id)))
    return rows.options(joinedload(Task.problem)).order_by(*_due(Task))


def _due(of: Any) -> tuple[Any, ...]:
    return (of.due_on.nulls_last(), of.id)
