"""One task whole: with its problem, measures, rounds, progress, evidence, trail and parties."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Appointment, Person
from tracker.accounts.queries import holds, in_force
from tracker.tasks.models import Evidence, Extension, Problem, Progress, Task, Trace
from tracker.tasks.rules.deadlines import needs_secretary
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.people import WORK, Colleague, Parties


def whole(select_task: Select[Task]) -> Select[Task]:
    """Load a task with everything that its page shows and its actions need.

    Measures and rounds are few, so they come joined in the same statement: ask the result for ``unique()``.
    """
    return select_task.options(
        joinedload(Task.problem).joinedload(Problem.batch),
        joinedload(Task.unit),
        joinedload(Task.lead_unit),
        joinedload(Task.handler),
        joinedload(Task.leader),
        joinedload(Task.measures),
        joinedload(Task.rounds),
    )


def progress_of(session: Session, task: Task) -> Sequence[Progress]:
    """Answer the progress of a task with its figures, newest first."""
    rows = session.scalars(
        select(Progress)
        .where(Progress.task_id == task.id)
        .options(joinedload(Progress.figures))
        .order_by(Progress.done_on.desc(), Progress.id.desc())
    )
    return rows.unique().all()


def latest_progress(session: Session, tasks: Iterable[Task]) -> dict[int, Progress]:
    """Answer the newest report of progress of each task that has one, by the task's id."""
    newest = (
        select(Progress.id)
        .where(Progress.task_id == Task.id)
        .order_by(Progress.done_on.desc(), Progress.id.desc())
        .limit(1)
        .correlate(Task)
        .scalar_subquery()
    )
    rows = session.scalars(
        select(Progress)
        .join(Task, Progress.id == newest)
        .where(Task.id.in_([one.id for one in tasks]))
    )
    return {one.task_id: one for one in rows}


def evidence_of(session: Session, task: Task) -> Sequence[Evidence]:
    """Answer the evidence of a task, in the order it came in."""
    return session.scalars(
        select(Evidence).where(Evidence.task_id == task.id).order_by(Evidence.id)
    ).all()


def extensions_of(session: Session, task: Task) -> Sequence[Extension]:
    """Answer the requests for more time on a task, newest first."""
    return session.scalars(
        select(Extension).where(Extension.task_id == task.id).order_by(Extension.id.desc())
    ).all()


def trail_of(session: Session, task: Task) -> Sequence[Trace]:
    """Answer the trail of a task in order."""
    return session.scalars(
        select(Trace).where(Trace.task_id == task.id).order_by(Trace.position)
    ).all()


def parties_of(session: Session, task: Task, trail: Sequence[Trace], on: date) -> Parties:
    """Work out from the trail, and the office's posts on a day, who has part in the current round."""
    workers = _workers(task, trail)
    return Parties(
        state=task.state,
        handler_id=task.handler_id,
        leader_id=task.leader_id,
        workers=workers,
        colleagues=_colleagues(session, task, workers, on),
        typed_workers=_typed_workers(task, trail),
        countersigned=_countersigned(task, trail),
        to_secretary=_goes_to_secretary(task, trail),
    )


def _workers(task: Task, trail: Sequence[Trace]) -> frozenset[int]:
    found: set[int] = set() if task.handler_id is None else {task.handler_id}
    for trace in trail:
        if trace.round != task.round:
            continue
        if trace.step in WORK:
            found |= deed_of(trace).doers
        if trace.step in {Step.ASSIGN, Step.REASSIGN, Step.HAND_OVER}:
            found |= {one for one in trace.facts.get("handler_id", []) if one is not None}
    return frozenset(found)


def _typed_workers(task: Task, trail: Sequence[Trace]) -> frozenset[str]:
    """Answer the names under which work of the round was recorded for people without an account."""
    return frozenset(
        one.for_name
        for one in trail
        if one.round == task.round and one.step in WORK and one.recorded and one.for_id is None
    )


def _countersigned(task: Task, trail: Sequence[Trace]) -> frozenset[int]:
    """Answer those whose 领导审签 stands in the round, whoever typed it."""
    given = (one for one in trail if one.round == task.round and one.step is Step.COUNTERSIGN)
    signers = (one.for_id if one.recorded else one.actor_id for one in given)
    return frozenset(one for one in signers if one is not None)


def _goes_to_secretary(task: Task, trail: Sequence[Trace]) -> bool:
    """Answer whether the round's last request for more time is not the leader's to decide."""
    steps = [one for one in trail if one.round == task.round]
    asked = [one for one in steps if one.step is Step.ASK_EXTENSION]
    granted = sum(one.step is Step.GRANT_EXTENSION for one in steps)
    late = bool(asked) and bool(asked[-1].facts.get("late"))
    return needs_secretary(late=late, granted=granted)


def deed_of(trace: Trace) -> Deed:
    """Answer the deed that a trace tells of."""
    return Deed(
        actor_id=trace.actor_id,
        actor_name=trace.actor_name,
        at=trace.entered_at,
        done_on=trace.done_on,
        means=trace.means,
        for_id=trace.for_id,
        for_name=trace.for_name,
        for_post=trace.for_post,
        signed_form_id=trace.signed_form_id,
        note=trace.note,
    )


def _colleagues(
    session: Session, task: Task, workers: frozenset[int], on: date
) -> tuple[Colleague, ...]:
    """Answer who wears a hat in the ledger's unit on a day, with the task's own leader and workers."""
    serving = select(Appointment.person_id).where(Appointment.unit_id == task.unit_id, in_force(on))
    named = workers if task.leader_id is None else workers | {task.leader_id}
    people = session.scalars(
        select(Person)
        .where(
            Person.disabled_at.is_(None),
            or_(Person.id.in_(serving), Person.id.in_(named)),
        )
        .options(joinedload(Person.appointments))
        .order_by(Person.id)
    ).unique()
    return tuple(
        Colleague(
            one.id,
            one.name,
            frozenset(
                held.role
                for held in one.appointments
                if held.unit_id == task.unit_id and holds(held, on)
            ),
        )
        for one in people
    )
