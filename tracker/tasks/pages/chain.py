"""The approval chain of one task, step by step, with who decided on the last submission."""

from collections.abc import Sequence

from tracker.tasks.models import Task, Trace
from tracker.tasks.pages.timeline import who_did
from tracker.tasks.rules.lifecycle import State, Step, chain_states

_DONE = (State.CLOSED, State.SUSTAINED)
_CHAIN_STEPS = {
    State.LEADER_REVIEW: Step.COUNTERSIGN,
    State.FIRST_REVIEW: Step.REVIEW,
    State.FINAL_REVIEW: Step.ACCEPT,
}


def chain_stages(task: Task, trail: Sequence[Trace]) -> tuple[dict[str, str], ...]:
    """Answer the approval chain as steps: done, now, back or still to come."""
    chain = chain_states(task.unit.chain)
    given = _since_submission(trail)
    stages = []
    for state in chain:
        trace = next((one for one in given if one.from_state is state), None)
        stages.append(
            {
                "word": _CHAIN_STEPS[state].label,
                "stage": _stage(task.state, state, trace),
                "note": _note(trace),
            }
        )
    return tuple(stages)


def _since_submission(trail: Sequence[Trace]) -> list[Trace]:
    """Answer what was decided on the last submission."""
    found: list[Trace] = []
    for trace in trail:
        if trace.step in {Step.SUBMIT, Step.WITHDRAW, Step.REOPEN, Step.RELAPSE}:
            found = []
        elif trace.step is Step.RETURN or trace.step in _CHAIN_STEPS.values():
            found.append(trace)
    return found


def _stage(now: State, state: State, trace: Trace | None) -> str:
    if trace is not None:
        return "back" if trace.step is Step.RETURN else "done"
    if now is state:
        return "now"
    return "done" if now in _DONE else "todo"


def _note(trace: Trace | None) -> str:
    if trace is None:
        return ""
    day = trace.day
    return f"{who_did(trace)}　{day.month}月{day.day}日"
