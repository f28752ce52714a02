"""My work: what waits on me, what I am to review, which deadlines are mine."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Role, Viewer
from tracker.tasks.models import Extension, ExtensionState, Task
from tracker.tasks.queries.parties import parties_of_each
from tracker.tasks.queries.seeing import seen_by
from tracker.tasks.rules.lifecycle import OWED, STEPS, State, Step
from tracker.tasks.rules.parties import approval_due, may_take
from tracker.tasks.rules.people import Parties

_MOST = 100
# Of what may be the viewer's to review, so many are looked at closely; nobody works through more in a day.
_LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class MyWork:
    """Three lists for the signed-in person, each ordered by deadline, each of at most 100."""

    to_do: Sequence[Task]
    to_review: Sequence[Task]
    deadlines: Sequence[Task]


def my_work(session: Session, viewer: Viewer) -> MyWork:
    """Answer what waits on a viewer (seven statements at the most)."""
    mine = Task.handler_id == viewer.person_id
    return MyWork(
        to_do=_listed(session, viewer, _to_do(viewer)),
        to_review=to_review(session, viewer),
        deadlines=_listed(
            session, viewer, (mine | (Task.leader_id == viewer.person_id)) & Task.state.in_(OWED)
        ),
    )


def to_review(session: Session, viewer: Viewer) -> Sequence[Task]:
    """Answer the tasks in which the viewer may now decide on a closure, or on a request for more time.

    The statement finds what can be theirs; the rule itself says what is, so that list and form never differ.
    """
    rows = session.execute(
        _ordered(_maybe_to_review(viewer)).add_columns(Task.id.in_(_asked())).limit(_LOOKED_AT)
    ).all()
    parties = parties_of_each(session, [task for task, _ in rows], viewer.on)
    found = [task for task, asked in rows if _decides(viewer, parties[task.id], asked=bool(asked))]
    return found[:_MOST]


def _decides(viewer: Viewer, parties: Parties, *, asked: bool) -> bool:
    due = approval_due(parties.state)
    grant = Step.GRANT_EXTENSION
    steps = ([due] if due else []) + (
        [grant] if asked and parties.state in STEPS[grant].sources else []
    )
    return any(may_take(one, viewer.person_id, parties) for one in steps)


def _to_do(viewer: Viewer) -> ColumnElement[bool]:
    """What a person must move: sign for and work on what is theirs, and assign what nobody has yet."""
    working = Task.state.in_((State.ASSIGNED, State.ACTIVE))
    mine = or_(
        Task.handler_id == viewer.person_id,
        *(
            and_(Task.handler_id == absent, Task.unit_id == unit_id)
            for absent, unit_id in viewer.stands_for
        ),
    )
    clerk_of = _units(viewer, Role.CLERK)
    return or_(mine & working, Task.unit_id.in_(clerk_of) & (Task.state == State.UNASSIGNED))


def _maybe_to_review(viewer: Viewer) -> Select[Task]:
    """Answer what a viewer's hats, or those of whom they stand in for, could let them decide."""
    clerks, leaders = _units(viewer, Role.CLERK), _units(viewer, Role.LEADER)
    secretaries = _units(viewer, Role.SECRETARY)
    asked = Task.id.in_(_asked())
    reviewed = or_(
        (Task.leader_id == viewer.person_id) & (asked | (Task.state == State.LEADER_REVIEW)),
        Task.unit_id.in_(leaders) & (asked | Task.state.in_(_REVIEWS)),
        Task.unit_id.in_(clerks) & (Task.state == State.FIRST_REVIEW),
        Task.unit_id.in_(secretaries) & (asked | (Task.state == State.FINAL_REVIEW)),
        Task.unit_id.in_([unit_id for _, unit_id in viewer.stands_for])
        & (asked | Task.state.in_(_REVIEWS)),
    )
    return seen_by(viewer).where(reviewed)


_REVIEWS = tuple(one for one in State if approval_due(one))


def _asked() -> Select[int]:
    return select(Extension.task_id).where(Extension.state == ExtensionState.ASKED)


def _units(viewer: Viewer, role: Role) -> frozenset[int]:
    return next((units for held, units in viewer.reach if held is role), frozenset())


def _listed(session: Session, viewer: Viewer, condition: ColumnElement[bool]) -> Sequence[Task]:
    return session.scalars(_ordered(seen_by(viewer).where(condition)).limit(_MOST)).all()


def _ordered(rows: Select[Task]) -> Select[Task]:
    return rows.options(
        joinedload(Task.problem), joinedload(Task.lead_unit), joinedload(Task.unit)
    ).order_by(Task.due_on.is_(None), Task.due_on, Task.id)
