"""转入下年度继续整改: a later report tells an open problem once more, or the year ends, and its tasks go on."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.clock import day_of
from tracker.core.errors import InvalidError
from tracker.reports.models import Batch
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.exceptions import agree, lapse_requests
from tracker.tasks.actions.trace import trace_of
from tracker.tasks.models import Continuation, Extension, Task
from tracker.tasks.queries import tasks_left_of, trail_of
from tracker.tasks.rules.continuing import Continued
from tracker.tasks.rules.days import check_not_sealed
from tracker.tasks.rules.deadlines import check_extension
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import OPEN
from tracker.tasks.rules.orders import check_day, need_note
from tracker.tasks.rules.steps import Step


def hold_tasks_of(session: Session, going_on: Iterable[Continued]) -> None:
    """Lock the tasks that go on, in the order of their ids.

    Whoever takes a step at this moment writes the row before or behind ours, never in its place.
    """
    problem_ids = {id_ for one in going_on for id_ in one.problem_ids}
    held = select(Task.id).where(Task.problem_id.in_(problem_ids)).order_by(Task.id)
    session.execute(held.with_for_update())


def carry_over(session: Session, batch: Batch, found: Continued, deed: Deed) -> None:
    """Go on with the problems that a finding tells once more; each open task keeps number, dates and state.

    The caller holds the tasks (see ``hold_tasks_of``).
    """
    session.add_all(
        Continuation(
            finding_id=found.finding_id,
            problem_id=problem_id,
            ground=found.ground,
            confirmed_at=deed.at,
        )
        for problem_id in found.problem_ids
    )
    facts = {"report": batch.title, "year": batch.year, "finding": found.finding_id}
    for task in tasks_left_of(session, found.problem_ids):
        trail = trail_of(session, task)
        session.add(trace_of(task, trail, Step.CARRY_OVER, deed, facts=facts))
    session.flush()  # a second finding may tell the same problem: its trace comes behind this one


def carry_into_next_year(
    session: Session, work: TaskAtWork, deed: Deed, *, year: int, due_on: date | None
) -> None:
    """Let an open task go on beyond the end of a year, saying why; with a new deadline where one was decided.

    The new deadline counts as an extension like any other, late when the old one is past: a year's end makes
    nothing punctual. The deed is that of whoever decided, as a rule a meeting.

    Raises:
        InvalidError: it is over already, no reason is given, the day does not fit, or the new deadline is not later.
    """
    task = work.task
    if task.state not in OPEN:
        raise InvalidError(f"{task.number}号{task.state.label}，不用转入下年度。")
    need_note(deed, "请写明没有完成的原因。")
    check_day(deed, day_of(deed.at), None)
    check_not_sealed(deed.done_on, task.unit.sealed_until)
    facts: dict[str, object] = {"year": year}
    if due_on is not None:
        late = check_extension(task.due_on, due_on, deed.done_on)
        assert task.due_on is not None  # what has no deadline was refused just now
        facts["due_on"] = [task.due_on.isoformat(), due_on.isoformat()]
        extension = Extension(
            task_id=task.id,
            round=task.round,
            asked_on=deed.done_on,
            reason=deed.note,
            due_before=task.due_on,
            proposed_on=due_on,
            late=late,
        )
        lapse_requests(session, task)
        session.add(extension)
        agree(task, extension, deed, due_on)
    session.flush()  # a stale version must fail before the trace is written
    session.add(trace_of(task, work.trail, Step.CARRY_OVER, deed, facts=facts))
