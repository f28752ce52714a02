"""The one way in which a task moves: rule, parties, day, change, trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from tracker.core.clock import day_of
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.trace import trace_of
from tracker.tasks.models import Task, TaskRound, Trace
from tracker.tasks.rules.checking import check
from tracker.tasks.rules.days import STILL, DayOf, check_not_sealed, not_before
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import State, Step, chain_states, target
from tracker.tasks.rules.orders import check_day


@dataclass(slots=True)
class Move:
    """A step that passed every check and waits to be written with its facts."""

    session: Session
    work: TaskAtWork
    step: Step
    deed: Deed
    to_state: State

    @property
    def task(self) -> Task:
        """Answer the task that moves."""
        return self.work.task

    def write(self, facts: Mapping[str, Any] | None = None) -> Trace:
        """Change the state, note the movement, leave the trace."""
        task = self.task
        before = task.state
        if before is not self.to_state:
            task.state = self.to_state
            task.due_version += 1
        if self.step not in STILL:
            task.moved_on = max(self.deed.done_on, task.moved_on or self.deed.done_on)
        # Every step makes open forms stale, a second report of a day too.
        flag_modified(task, "moved_on")
        self.session.flush()  # a stale version must fail before the trace is written
        trace = trace_of(
            task, self.work.trail, self.step, self.deed, from_state=before, facts=facts
        )
        self.session.add(trace)
        return trace


def prepare(
    session: Session, work: TaskAtWork, step: Step, deed: Deed, *, sustained: bool = False
) -> Move:
    """Check that a step is possible, by this person, on this day.

    Raises:
        WrongStateError: not in this state.
        ForbiddenError: not by this person.
        InvalidError: not on this day.
    """
    task = work.task
    to_state = target(
        task.state,
        step,
        chain=chain_states(task.unit.chain),
        sign_for_needed=task.unit.sign_for_needed,
        sustained=sustained,
        back_to=_back_to(work),
    )
    check(step, deed, work.parties)
    check_day(deed, day_of(deed.at), _not_before(work, step))
    check_not_sealed(deed.done_on, task.unit.sealed_until)
    return Move(session, work, step, deed, to_state)


def write_beside(
    session: Session, work: TaskAtWork, step: Step, deed: Deed, facts: Mapping[str, Any]
) -> Trace:
    """Leave on a second task the trace of a step that was checked on the first one; its state stays."""
    return Move(session, work, step, deed, work.task.state).write(facts)


def _back_to(work: TaskAtWork) -> State:
    """Answer where a resting or joined task stood when it still moved, by its trail."""
    left = [
        one.from_state
        for one in work.trail
        if one.step in {Step.PAUSE, Step.JOIN} and one.from_state is not State.PAUSED
    ]
    return left[-1] if left else State.ACTIVE


def current_round(task: Task) -> TaskRound:
    """Answer the row of the round that runs now."""
    return task.rounds[-1]


def _not_before(work: TaskAtWork, step: Step) -> date | None:
    """Answer the day before which a step cannot have been done."""
    earlier = [DayOf(one.step, one.day) for one in work.trail]
    return not_before(step, current_round(work.task).started_on, earlier)
