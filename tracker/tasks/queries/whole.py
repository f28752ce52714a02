"""One task whole: with its problem, measures, rounds, progress, evidence and trail."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.permissions import Viewer
from tracker.reports.models import Batch
from tracker.tasks.models import Evidence, Extension, Problem, Progress, Task, Trace
from tracker.tasks.queries.listed import AnyTask, LatestProgress
from tracker.tasks.queries.seeing import visible
from tracker.tasks.queries.sharing import sharing


def whole(select_task: Select[Task]) -> Select[Task]:
    """Load a task with everything that its page shows and its actions need.

    Measures and rounds are few, so they come joined in the same statement: ask the result for ``unique()``.
    """
    return select_task.options(
        # Of its paper the name and the end, not the whole text with all that was read from it.
        joinedload(Task.problem).joinedload(Problem.batch).load_only(Batch.title, Batch.ends_on),
        joinedload(Task.unit),
        joinedload(Task.lead_unit),
        joinedload(Task.handler),
        joinedload(Task.leader),
        joinedload(Task.measures),
        joinedload(Task.rounds),
    )


def siblings_of(session: Session, viewer: Viewer, task: Task) -> Sequence[Task]:
    """Answer the other tasks of a task's problem, and those joined to it, that a viewer sees, by number (one statement)."""
    near = or_(Task.problem_id == task.problem_id, Task.joined_to_id == task.id)
    wanted = select(Task).where(near, Task.id != task.id, visible(viewer))
    return session.scalars(wanted.options(joinedload(Task.problem)).order_by(Task.number)).all()


def progress_of(session: Session, task: Task, linked: Iterable[Task] = ()) -> Sequence[Progress]:
    """Answer the progress of a task, and of those linked to it, with its figures, newest first."""
    rows = session.scalars(
        select(Progress)
        .where(Progress.task_id.in_([task.id, *(one.id for one in linked)]))
        .options(joinedload(Progress.figures))
        .order_by(Progress.done_on.desc(), Progress.id.desc())
    )
    return rows.unique().all()


_PAIRS = sharing(bindparam("task_ids", expanding=True))
_NEWEST = (
    select(Progress.id)
    .where(Progress.task_id == _PAIRS.c.from_id)
    .order_by(Progress.done_on.desc(), Progress.id.desc())
    .limit(1)
    .correlate(_PAIRS)
    .scalar_subquery()
)
_LATEST = (
    select(_PAIRS.c.task_id, Progress.text, Progress.done_on)
    .join(Progress, Progress.id == _NEWEST)
    .order_by(Progress.done_on, Progress.id)
)


def latest_progress(session: Session, tasks: Iterable[AnyTask]) -> dict[int, LatestProgress]:
    """Answer the newest report of progress that counts for each task, its own or a linked one's, by the task's id."""
    rows = session.execute(_LATEST, {"task_ids": [one.id for one in tasks]})
    return {task_id: LatestProgress(*told) for task_id, *told in rows}


def evidence_of(session: Session, task: Task, linked: Iterable[Task] = ()) -> Sequence[Evidence]:
    """Answer the evidence of a task, and of those linked to it, in the order it came in."""
    task_ids = [task.id, *(one.id for one in linked)]
    return session.scalars(
        select(Evidence).where(Evidence.task_id.in_(task_ids)).order_by(Evidence.id)
    ).all()


def extensions_of(session: Session, task: Task) -> Sequence[Extension]:
    """Answer the requests for more time on a task, newest first."""
    return session.scalars(
        select(Extension).where(Extension.task_id == task.id).order_by(Extension.id.desc())
    ).all()


def trail_of(session: Session, task: Task) -> Sequence[Trace]:
    """Answer the trail of a task in order."""
    return session.scalars(_TRAIL, {"task_id": task.id}).all()


_TRAIL = (
    select(Trace)
    .where(Trace.task_id == bindparam("task_id"))
    .options(joinedload(Trace.new_day))
    .order_by(Trace.position)
)
