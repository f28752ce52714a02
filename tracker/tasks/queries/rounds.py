"""What the steps of a round tell of its parties: who worked on it, signed, asked for time, was named."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tracker.tasks.models import Trace
from tracker.tasks.queries.listed import AnyTask
from tracker.tasks.rules.corrections import puts_work_right
from tracker.tasks.rules.deadlines import needs_secretary
from tracker.tasks.rules.deeds import OWN_MEANS, Means, doers
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.people import WORK

GIVING = frozenset({Step.ASSIGN, Step.REASSIGN, Step.HAND_OVER})


class Told(NamedTuple):
    """What a step in a trail tells of the parties; the fields are those of a trace."""

    task_id: int
    round: int
    step: Step
    actor_id: int
    for_id: int | None
    for_name: str
    means: Means
    signed_form_id: int | None
    position: int
    facts: Mapping[str, Any]


def workers_of(task: AnyTask, steps: Iterable[Told | Trace]) -> frozenset[int]:
    """Answer who owned the round or worked on it, here or on the task that it was split off from."""
    found: set[int] = set() if task.handler_id is None else {task.handler_id}
    for trace in steps:
        if trace.step in WORK:
            found |= _doers(trace)
        if trace.step is Step.SPLIT:  # split off: whoever worked on the measures before
            found |= set(trace.facts.get("worked", ()))
        if trace.step is Step.CORRECT and puts_work_right(trace.facts, trace.round):
            found |= _doers(trace)
        if trace.step in GIVING:
            found |= {one for one in trace.facts.get("handler_id", []) if one is not None}
    return frozenset(found)


def typed_workers_of(steps: Iterable[Told | Trace]) -> frozenset[str]:
    """Answer the names under which work of the round was recorded for people without an account."""
    told: set[str] = set()
    for one in steps:
        if one.step is Step.SPLIT:
            told |= set(one.facts.get("worked_names", ()))
        if one.step in WORK and one.for_id is None and one.means not in OWN_MEANS:
            told.add(one.for_name)
    return frozenset(told)


def signers_of(step: Step, steps: Iterable[Told | Trace]) -> frozenset[int]:
    """Answer whose approval by a step stands in the round, whoever typed it."""
    given = (one for one in steps if one.step is step)
    signers = (one.actor_id if one.means in OWN_MEANS else one.for_id for one in given)
    return frozenset(one for one in signers if one is not None)


def askers_of(steps: Iterable[Told | Trace]) -> frozenset[int]:
    """Answer who asked last for more time in the round, by their own hand or through another's."""
    asked = [one for one in steps if one.step is Step.ASK_EXTENSION][-1:]
    hands = (one.actor_id if one.means in OWN_MEANS else one.for_id for one in asked)
    return frozenset(one for one in hands if one is not None)


def goes_to_secretary(steps: Sequence[Told | Trace]) -> bool:
    """Answer whether the round's last request for more time is not the leader's to decide."""
    asked = [one for one in steps if one.step is Step.ASK_EXTENSION]
    granted = sum(one.step is Step.GRANT_EXTENSION for one in steps)
    late = bool(asked) and bool(asked[-1].facts.get("late"))
    return needs_secretary(late=late, granted=granted)


def acceptor_of(steps: Iterable[Told | Trace]) -> int | None:
    """Answer whom the secretary named last to decide in their place, in the round."""
    named = [one.facts["acceptor_id"] for one in steps if one.step is Step.NAME_ACCEPTOR]
    return int(named[-1]) if named else None


def _doers(trace: Told | Trace) -> frozenset[int]:
    return doers(trace.actor_id, trace.means, trace.for_id, signed=trace.signed_form_id is not None)
