"""Which tasks are printed: a filter, a leader, a batch, a handover, or ticked rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.accounts.permissions import Viewer
from tracker.reports.models import Batch
from tracker.tasks.models import Handover, HandoverRow, Problem, Task
from tracker.tasks.queries import LedgerFilter, seen_by
from tracker.tasks.queries.ledger import looked_up, narrowed
from tracker.tasks.rules.handover import Outcome
from tracker.tasks.rules.lifecycle import State

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which tasks are printed: ticked ones, or those of a filter, a leader, a batch, a handover."""

    wanted: LedgerFilter = field(default_factory=LedgerFilter)
    ids: tuple[int, ...] = ()
    leader_id: int | None = None
    batch_id: int | None = None
    handover_id: int | None = None


def chosen_ids(
    session: Session,
    viewer: Viewer,
    chosen: Chosen,
    *,
    today: date,
    states: Iterable[State] | None = None,
) -> Sequence[int]:
    """Answer the ids of chosen tasks among those that a viewer may see, by number (one statement, and one to look up a word)."""
    found = _found(session, viewer, chosen, today)
    if states is not None:
        found = found.where(Task.state.in_(tuple(states)))
    return session.scalars(found.with_only_columns(Task.id)).all()


def chosen_tasks(
    session: Session, viewer: Viewer, chosen: Chosen, *, today: date
) -> tuple[Sequence[Task], int, Counter[State]]:
    """Answer the first 200 chosen tasks, how many there are, and how many in each state (two statements, and one to look up a word)."""
    found = _found(session, viewer, chosen, today)
    counted = found.order_by(None).with_only_columns(Task.state, func.count()).group_by(Task.state)
    states: Counter[State] = Counter()
    for state, count in session.execute(counted):
        states[state] = count
    return session.scalars(found.limit(MOST_SHOWN)).all(), states.total(), states


def _found(session: Session, viewer: Viewer, chosen: Chosen, today: date) -> Select[Task]:
    found = narrowed(viewer, looked_up(session, viewer, chosen.wanted, today=today), today=today)
    if chosen.ids:
        found = found.where(Task.id.in_(chosen.ids))
    if chosen.leader_id is not None:
        found = found.where(Task.leader_id == chosen.leader_id)
    if chosen.batch_id is not None:
        found = found.where(Problem.batch_id == chosen.batch_id)
    if chosen.handover_id is not None:
        moved = (
            select(HandoverRow.task_id)
            .join(Handover, Handover.id == HandoverRow.handover_id)
            .where(Handover.id == chosen.handover_id, HandoverRow.outcome == Outcome.MOVED)
        )
        found = found.where(Task.id.in_(moved))
    return found


def batches_seen(session: Session, viewer: Viewer) -> tuple[tuple[int, str], ...]:
    """Answer the batches from which tasks that a viewer may see have come, the newest first."""
    mine = seen_by(viewer).join(Task.problem).with_only_columns(Problem.batch_id)
    rows = session.execute(
        select(Batch.id, Batch.title).where(Batch.id.in_(mine)).order_by(Batch.id.desc())
    )
    return tuple((batch_id, title) for batch_id, title in rows)


def leaders_seen(session: Session, viewer: Viewer) -> tuple[tuple[int, str], ...]:
    """Answer the leaders of tasks that a viewer may see, by name."""
    mine = seen_by(viewer).with_only_columns(Task.leader_id)
    rows = session.execute(
        select(Person.id, Person.name).where(Person.id.in_(mine)).order_by(Person.name, Person.id)
    )
    return tuple((person_id, name) for person_id, name in rows)
