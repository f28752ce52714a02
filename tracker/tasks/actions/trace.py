"""Leaving a trace: one append-only, hash-chained row for each change of a task."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.trail import FIRST, chained


def trace_of(
    task: Task,
    trail: Sequence[Trace],
    step: Step,
    deed: Deed,
    *,
    from_state: State | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Trace:
    """Make the trace of a step that has just been taken; ``trail`` is what was there before."""
    trace = Trace(
        task_id=task.id,
        position=len(trail) + 1,
        round=task.round,
        step=step,
        from_state=from_state or task.state,
        to_state=task.state,
        actor_id=deed.actor_id,
        actor_name=deed.actor_name,
        for_id=deed.for_id,
        for_name=deed.for_name,
        for_post=deed.for_post,
        means=deed.means,
        signed_form_id=deed.signed_form_id,
        done_on=deed.done_on,
        entered_at=deed.at,
        note=deed.note,
        facts=dict(facts or {}),
        previous_hash=trail[-1].hash if trail else FIRST,
        hash="",
        new_day=None,
    )
    trace.hash = chained(content_of(trace), trace.previous_hash)
    return trace


def content_of(trace: Trace) -> dict[str, Any]:
    """Answer what a trace's hash covers, as JSON-ready values."""
    return {
        "task": trace.task_id,
        "position": trace.position,
        "round": trace.round,
        "step": trace.step.value,
        "from": trace.from_state.value,
        "to": trace.to_state.value,
        "actor": [trace.actor_id, trace.actor_name],
        "for": [trace.for_id, trace.for_name, trace.for_post],
        "means": trace.means.value,
        "form": trace.signed_form_id,
        "done_on": trace.done_on.isoformat(),
        "entered_at": trace.entered_at.isoformat(),
        "note": trace.note,
        "facts": trace.facts,
    }
