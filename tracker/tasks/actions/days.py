"""更正日期: a step was done on another day than was told; the trail keeps both, the new one counts."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.clock import day_of
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import current_round
from tracker.tasks.models import (
    Extension,
    ExtensionState,
    Problem,
    Progress,
    QuarterReview,
    StepDay,
    Task,
    Trace,
)
from tracker.tasks.rules.days import (
    STILL,
    DayOf,
    check_deadline_of,
    check_first_day,
    check_new_day,
    check_not_sealed,
    check_request_day,
    entered_late,
    not_after,
    not_before,
)
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.quarters import Quarter, check_quarter


def move_day(session: Session, work: TaskAtWork, trace: Trace, new: date) -> None:
    """Let another day count for a step of the running round, with everything that hangs on it.

    Raises:
        InvalidError: the new day does not fit the steps around it, the deadline, or what was decided by the old one.
    """
    task = work.task
    for day in (trace.day, new):
        check_not_sealed(day, task.unit.sealed_until)
    if trace.step is Step.ASSIGN:
        let_enter_by(session, work, work.trail[: trace.position - 1], new)
    _check_place(work, trace, new)
    if trace.step in _HANGING:
        _HANGING[trace.step](session, task, trace, new)
    if trace.to_state is not trace.from_state:
        _move_end_of_round(task, trace, new)
    _move_reviews(session, task, trace, new)
    session.merge(StepDay(trace_id=trace.id, done_on=new))
    session.flush()
    session.refresh(trace, ["new_day"])
    moving = [one.day for one in work.trail if one.step not in STILL]
    task.moved_on = max(moving, default=task.moved_on)
    task.due_version += 1


def let_enter_by(session: Session, work: TaskAtWork, told: Sequence[Trace], begun_on: date) -> None:
    """Let a task that was typed in late count from the day on which it was handed out; ``told`` are the steps before.

    The trail keeps the day of the entry.

    Raises:
        InvalidError: the day lies before the year of the problem, or in a year that is over.
    """
    if not entered_late([DayOf(one.step, one.day) for one in told], begun_on):
        return
    check_not_sealed(begun_on, work.task.unit.sealed_until)
    problem = session.get_one(Problem, work.task.problem_id)
    check_first_day(begun_on, problem.year)
    problem.registered_on = min(problem.registered_on, begun_on)
    entry = next(one for one in told if one.step is Step.OPEN)
    session.merge(StepDay(trace_id=entry.id, done_on=begun_on))
    session.flush()
    session.refresh(entry, ["new_day"])


def _check_place(work: TaskAtWork, trace: Trace, new: date) -> None:
    told = [DayOf(one.step, one.day) for one in work.trail]
    started_on = current_round(work.task).started_on
    check_new_day(
        new,
        entered_on=day_of(trace.entered_at),
        first=not_before(trace.step, started_on, told[: trace.position - 1]),
        last=not_after(trace.step, told[trace.position :]),
    )


def _move_start(_session: Session, task: Task, trace: Trace, new: date) -> None:
    running = current_round(task)
    check_deadline_of(new, running.original_due_on)
    running.started_on = new
    if trace.step is Step.ASSIGN:
        task.assigned_on = new


def _move_submission(_session: Session, task: Task, trace: Trace, new: date) -> None:
    running = current_round(task)
    if running.submitted_on == trace.day:
        running.submitted_on = new


def _move_report(session: Session, _task: Task, trace: Trace, new: date) -> None:
    session.get_one(Progress, trace.facts["progress"]).done_on = new


def _move_request(session: Session, task: Task, trace: Trace, new: date) -> None:
    for one in _extensions(session, task):
        if one.asked_on == trace.day:
            check_request_day(new, one.due_before, one.proposed_on, late=one.late)
            one.asked_on = new


def _move_decision(session: Session, task: Task, trace: Trace, new: date) -> None:
    granted = trace.step is Step.GRANT_EXTENSION
    state = ExtensionState.GRANTED if granted else ExtensionState.REFUSED
    for one in _extensions(session, task):
        if (one.state, one.decided_on) == (state, trace.day):
            one.decided_on = new


def _extensions(session: Session, task: Task) -> Sequence[Extension]:
    rows = select(Extension).filter_by(task_id=task.id, round=task.round)
    return session.scalars(rows.order_by(Extension.id)).all()


def _move_end_of_round(task: Task, trace: Trace, new: date) -> None:
    running = current_round(task)
    if trace.to_state is State.CLOSED:
        task.closed_on = running.closed_on = new
    if trace.to_state is State.SUSTAINED:
        running.sustained_on = new


def _move_reviews(session: Session, task: Task, trace: Trace, new: date) -> None:
    """Let the review of a quarter that this step recorded have the same day."""
    told = select(QuarterReview).filter_by(
        task_id=task.id, reviewed_on=trace.day, entered_at=trace.entered_at
    )
    for one in session.scalars(told).all():
        sustained_on = current_round(task).sustained_on
        check_quarter(Quarter(one.year, one.quarter), sustained_on=sustained_on, done_on=new)
        one.reviewed_on = new


_Hanging = Callable[[Session, Task, Trace, date], None]
_HANGING: dict[Step, _Hanging] = {
    Step.ASSIGN: _move_start,
    Step.REOPEN: _move_start,
    Step.RELAPSE: _move_start,
    Step.REPORT: _move_report,
    Step.SUBMIT: _move_submission,
    Step.ASK_EXTENSION: _move_request,
    Step.GRANT_EXTENSION: _move_decision,
    Step.REFUSE_EXTENSION: _move_decision,
}
