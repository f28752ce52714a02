"""My work: what waits on me, what I am to review, which deadlines are mine."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Role, Viewer
from tracker.tasks.models import Extension, ExtensionState, Task
from tracker.tasks.queries.ledger import seen_by
from tracker.tasks.rules.lifecycle import OWED, State

_MOST = 100


@dataclass(frozen=True, slots=True)
class MyWork:
    """Three lists for the signed-in person, each ordered by deadline, each of at most 100."""

    to_do: Sequence[Task]
    to_review: Sequence[Task]
    deadlines: Sequence[Task]


def my_work(session: Session, viewer: Viewer) -> MyWork:
    """Answer what waits on a viewer (three statements)."""
    mine = Task.handler_id == viewer.person_id
    return MyWork(
        to_do=_listed(session, viewer, _to_do(viewer)),
        to_review=_listed(session, viewer, _to_review(viewer)),
        deadlines=_listed(
            session, viewer, (mine | (Task.leader_id == viewer.person_id)) & Task.state.in_(OWED)
        ),
    )


def _to_do(viewer: Viewer) -> ColumnElement[bool]:
    """What a person must move: sign for and work on what is theirs, and assign what nobody has yet."""
    mine = (Task.handler_id == viewer.person_id) & Task.state.in_((State.ASSIGNED, State.ACTIVE))
    clerk_of = _units(viewer, Role.CLERK)
    return or_(mine, Task.unit_id.in_(clerk_of) & (Task.state == State.UNASSIGNED))


def _to_review(viewer: Viewer) -> ColumnElement[bool]:
    asked = select(Extension.task_id).where(Extension.state == ExtensionState.ASKED)
    leads = Task.leader_id == viewer.person_id
    review = or_(
        leads & (Task.state == State.LEADER_REVIEW),
        leads & Task.id.in_(asked),
        Task.unit_id.in_(_units(viewer, Role.CLERK)) & (Task.state == State.FIRST_REVIEW),
        Task.unit_id.in_(_units(viewer, Role.SECRETARY)) & (Task.state == State.FINAL_REVIEW),
    )
    # Nobody reviews their own work; whoever else took part is told so at the step itself.
    return review & Task.handler_id.is_distinct_from(viewer.person_id)


def _units(viewer: Viewer, role: Role) -> frozenset[int]:
    return next((units for held, units in viewer.reach if held is role), frozenset())


def _listed(session: Session, viewer: Viewer, condition: ColumnElement[bool]) -> Sequence[Task]:
    rows = (
        seen_by(viewer)
        .where(condition)
        .options(joinedload(Task.problem), joinedload(Task.lead_unit), joinedload(Task.unit))
        .order_by(Task.due_on.is_(None), Task.due_on, Task.id)
    )
    return session.scalars(rows.limit(_MOST)).all()
