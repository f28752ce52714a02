"""What can be handed over in a ledger, who holds it, and what has been handed over before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.errors import NotFoundError
from tracker.reports.models import Batch
from tracker.tasks.models import Evidence, Handover, HandoverRow, Problem, Task
from tracker.tasks.queries.seeing import seen_by
from tracker.tasks.rules.handover import Part

_MOST = 500


@dataclass(frozen=True, slots=True)
class HandoverFilter:
    """What is to change hands: of a person, of a post, or a field (lead unit, category, batch).

    Of 牵头单位 itself (``part``) neither person nor post is asked.
    """

    part: Part | None = None
    person_id: int | None = None
    post: str = ""
    lead_unit_id: int | None = None
    category: str = ""
    batch_id: int | None = None

    @property
    def narrow(self) -> bool:
        """Answer whether anything is asked for at all."""
        return any((self.person_id, self.post, self.lead_unit_id, self.category, self.batch_id))


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One line of a 移交清单: what became of a task, the task itself, and how many pieces of evidence it has."""

    row: HandoverRow
    task: Task
    evidence: int


@dataclass(frozen=True, slots=True)
class HandoverChoices:
    """What a ledger can be narrowed to: people and units by id, posts and categories by name, batches by id."""

    people: tuple[tuple[int, str], ...]
    posts: tuple[str, ...]
    lead_units: tuple[tuple[int, str], ...]
    categories: tuple[str, ...]
    batches: tuple[tuple[int, str], ...]


def lines_to_hand_over(
    session: Session, viewer: Viewer, unit: Unit, wanted: HandoverFilter
) -> list[tuple[Task, Part]]:
    """Answer the lines that fit, closed ones too, in the order of the ledger; at most 500 tasks."""
    parts = (wanted.part,) if wanted.part else (Part.HANDLER, Part.LEADER)
    rows = (
        seen_by(viewer)
        .join(Task.problem)
        .where(
            Task.unit_id == unit.id,
            or_(*(_holds(one, wanted) for one in parts)),
            *_field(wanted),
        )
        .options(
            joinedload(Task.problem),
            joinedload(Task.handler),
            joinedload(Task.leader),
            joinedload(Task.lead_unit),
        )
        .order_by(Task.year, Task.number, Task.id)
        .limit(_MOST)
    )
    return [
        (task, part)
        for task in session.scalars(rows)
        for part in parts
        if _is_held(task, part, wanted)
    ]


def handover_choices(session: Session, viewer: Viewer, unit: Unit) -> HandoverChoices:
    """Answer what the ledger of a unit can be narrowed to (two statements)."""
    tasks = session.scalars(
        seen_by(viewer)
        .where(Task.unit_id == unit.id)
        .options(
            joinedload(Task.problem),
            joinedload(Task.handler),
            joinedload(Task.leader),
            joinedload(Task.lead_unit),
        )
        .order_by(Task.id)
    ).all()
    held = [one for task in tasks for one in (task.handler, task.leader) if one is not None]
    posts = {one for task in tasks for one in (task.handler_post, task.leader_post) if one}
    used = {task.problem.batch_id for task in tasks}
    batches = session.execute(
        select(Batch.id, Batch.title).where(Batch.id.in_(used - {None})).order_by(Batch.id)
    ).all()
    return HandoverChoices(
        people=tuple(sorted({(one.id, one.name) for one in held}, key=lambda one: one[1])),
        posts=tuple(sorted(posts)),
        lead_units=tuple(
            sorted({(one.lead_unit.id, one.lead_unit.name) for one in tasks if one.lead_unit})
        ),
        categories=tuple(sorted({one.problem.category for one in tasks if one.problem.category})),
        batches=tuple((key, title) for key, title in batches),
    )


def open_tasks_of(session: Session, person_id: int, states: Sequence[str]) -> Sequence[Task]:
    """Answer the tasks in some states that name a person as handler or leader, by deadline."""
    rows = (
        select(Task)
        .where(
            or_(Task.handler_id == person_id, Task.leader_id == person_id), Task.state.in_(states)
        )
        .options(joinedload(Task.unit))
        .order_by(Task.due_on.is_(None), Task.due_on, Task.id)
        .limit(_MOST)
    )
    return session.scalars(rows).all()


def seen_among(session: Session, viewer: Viewer, task_ids: Sequence[int]) -> frozenset[int]:
    """Answer which of some tasks a viewer may see, by their ids."""
    rows = seen_by(viewer).where(Task.id.in_(task_ids)).with_only_columns(Task.id)
    return frozenset(session.scalars(rows))


def handovers_in(session: Session, unit_ids: frozenset[int]) -> Sequence[Handover]:
    """Answer the handovers of some ledgers, newest first."""
    rows = (
        select(Handover)
        .where(Handover.unit_id.in_(unit_ids))
        .options(joinedload(Handover.rows))
        .order_by(Handover.id.desc())
        .limit(_MOST)
    )
    return session.scalars(rows).unique().all()


def rows_of_handover(session: Session, kept: Handover) -> Sequence[HandoverRow]:
    """Answer what became of each line of a handover."""
    return session.scalars(
        select(HandoverRow).where(HandoverRow.handover_id == kept.id).order_by(HandoverRow.id)
    ).all()


def handover_list(
    session: Session, viewer: Viewer, handover_id: int
) -> tuple[Handover, tuple[HandedOver, ...]]:
    """Answer one handover that the viewer may read with its rows and their tasks, for the 移交清单.

    Raises:
        NotFoundError: there is none, or it is in a ledger that the viewer does not see.
    """
    kept = (
        session.scalars(
            select(Handover)
            .where(Handover.id == handover_id, Handover.unit_id.in_(viewer.sees))
            .options(joinedload(Handover.rows))
        )
        .unique()
        .one_or_none()
    )
    if kept is None:
        raise NotFoundError
    tasks = {
        one.id: one
        for one in session.scalars(
            select(Task)
            .where(Task.id.in_([row.task_id for row in kept.rows]))
            .options(joinedload(Task.problem), joinedload(Task.lead_unit))
        )
    }
    pieces = select(Evidence.task_id, func.count()).where(Evidence.task_id.in_(tasks))
    counts = dict(session.execute(pieces.group_by(Evidence.task_id)).all())
    return kept, tuple(
        HandedOver(row, tasks[row.task_id], counts.get(row.task_id, 0)) for row in kept.rows
    )


def _holds(part: Part, wanted: HandoverFilter) -> ColumnElement[bool]:
    if part is Part.LEAD_UNIT:
        return Task.lead_unit_id.is_not(None)
    holder, post = (
        (Task.handler_id, Task.handler_post)
        if part is Part.HANDLER
        else (Task.leader_id, Task.leader_post)
    )
    asked: list[ColumnElement[bool]] = [holder.is_not(None)]
    if wanted.person_id is not None:
        asked.append(holder == wanted.person_id)
    if wanted.post:
        asked.append(post == wanted.post)
    return and_(*asked)


def _is_held(task: Task, part: Part, wanted: HandoverFilter) -> bool:
    if part is Part.LEAD_UNIT:
        return True
    holder = task.handler_id if part is Part.HANDLER else task.leader_id
    post = task.handler_post if part is Part.HANDLER else task.leader_post
    return holder is not None and wanted.person_id in {None, holder} and wanted.post in {"", post}


def _field(wanted: HandoverFilter) -> list[ColumnElement[bool]]:
    asked = (
        (wanted.lead_unit_id, Task.lead_unit_id),
        (wanted.category or None, Problem.category),
        (wanted.batch_id, Problem.batch_id),
    )
    return [column == value for value, column in asked if value is not None]
