"""My work: what waits on me, what I am to review, which deadlines are mine."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from tracker.accounts.permissions import Role, Viewer
from tracker.tasks.models import Extension, ExtensionState, Task, Trace
from tracker.tasks.queries.ledger import seen_by
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.lifecycle import OWED, State, Step
from tracker.tasks.rules.people import WORK

_MOST = 100
Person = int | InstrumentedAttribute[int | None]


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
    leads = or_(
        Task.leader_id == viewer.person_id,
        Task.unit_id.in_(_units(viewer, Role.LEADER))
        & or_(Task.leader_id.is_(None), _worked(Task.leader_id)),
    )
    reviewed = Task.unit_id.in_(_units(viewer, Role.CLERK) | _units(viewer, Role.LEADER))
    review = or_(
        leads & (Task.state == State.LEADER_REVIEW),
        leads & Task.id.in_(asked),
        reviewed & (Task.state == State.FIRST_REVIEW) & ~_countersigned(viewer.person_id),
        Task.unit_id.in_(_units(viewer, Role.SECRETARY)) & (Task.state == State.FINAL_REVIEW),
    )
    return review & ~_worked(viewer.person_id)


def _worked(person: Person) -> ColumnElement[bool]:
    """Answer whether a person owned or worked on a task's present round, by its trail."""
    held = or_(*(Trace.facts[("handler_id", place)].as_integer() == person for place in (0, 1)))
    given = Trace.step.in_((Step.ASSIGN, Step.REASSIGN, Step.HAND_OVER)) & held
    # Recorded with the signed form, work counts as the signer's alone; without it as the typist's too.
    typed = (Trace.means == Means.SELF) | Trace.signed_form_id.is_(None)
    done = Trace.step.in_(WORK) & or_(Trace.for_id == person, (Trace.actor_id == person) & typed)
    owned = Task.handler_id.is_not(None) & (Task.handler_id == person)
    return or_(owned, _of_round().where(given | done).exists())


def _countersigned(person_id: int) -> ColumnElement[bool]:
    """Answer whether a person gave 领导审签 in a task's present round; another hand does 初审."""
    own = (Trace.means == Means.SELF) & (Trace.actor_id == person_id)
    given = (Trace.step == Step.COUNTERSIGN) & or_(own, Trace.for_id == person_id)
    return _of_round().where(given).exists()


def _of_round() -> Select[int]:
    return select(Trace.id).where(Trace.task_id == Task.id, Trace.round == Task.round)


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
