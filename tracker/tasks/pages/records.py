"""A task as plain values, ready for JSON: days as ISO text, amounts as text without trailing zeros."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tracker.core.clock import OFFICE_ZONE
from tracker.tasks.models import Evidence, Progress, Task, Trace
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import light
from tracker.web.filters import number


def ledger_record(task: Task, state: State, due_on: date | None, today: date) -> dict[str, Any]:
    """Answer a row of the ledger as it stood in a state with a deadline."""
    return {
        "number": task.number,
        "title": task.title,
        "year": task.year,
        "source": task.problem.source.value,
        "state": state.value,
        "state_label": state.label,
        "light": light(state, due_on, today).value,
        "round": task.round,
        "lead_unit": task.lead_unit_text,
        "handler": task.handler_text,
        "leader": task.leader_text,
        "kind": task.kind.value,
        "due_on": _day(due_on),
        "due_text": task.due_text,
        "original_due_on": _day(task.original_due_on),
        "closed_on": _day(task.closed_on),
    }


def task_record(
    task: Task,
    today: date,
    progress: Sequence[Progress],
    evidence: Sequence[Evidence],
    trail: Sequence[Trace],
) -> dict[str, Any]:
    """Answer one task whole."""
    return ledger_record(task, task.state, task.due_on, today) | {
        "text": task.problem.text,
        "category": task.problem.category,
        "standard": task.standard,
        "outcome": task.outcome,
        "helping": task.helping_text,
        "basis": task.basis,
        "measures": [one.text for one in task.measures],
        "progress": [_progress(one) for one in progress],
        "evidence": [_evidence(one) for one in evidence],
        "trail": [_trace(one) for one in trail],
    }


def _progress(one: Progress) -> dict[str, Any]:
    return {
        "done_on": _day(one.done_on),
        "by": one.reported_by,
        "text": one.text,
        "difficulties": one.difficulties,
        "to_coordinate": one.to_coordinate,
        "figures": [
            {"kind": it.kind.value, "amount": number(it.amount), "name": it.name}
            for it in one.figures
        ],
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "title": one.title,
        "kind": one.kind.value,
        "file": one.file_name,
        "sha256": one.file_hash,
        "paper_place": one.paper_place,
        "destroyed": one.destroyed_at is not None,
    }


def _trace(one: Trace) -> dict[str, Any]:
    return {
        "position": one.position,
        "step": one.step.value,
        "step_label": one.step.label,
        "from": one.from_state.value,
        "to": one.to_state.value,
        "by": one.actor_name,
        "for": one.for_name,
        "means": one.means.value,
        "done_on": _day(one.done_on),
        "entered_at": one.entered_at.astimezone(OFFICE_ZONE).isoformat(),
        "note": one.note,
        "facts": one.facts,
        "hash": one.hash,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
