"""What hangs on many tasks, each kind of it as one part of a statement over five tables."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    Text,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from tracker.tasks.models import Evidence, Extension, Measure, StepDay, TaskRound, Trace
from tracker.tasks.queries.evidence import stands
from tracker.tasks.queries.sharing import TaskIds, sharing
from tracker.tasks.rules.kinds import ExtensionState
from tracker.tasks.rules.lifecycle import Step


class Kind(StrEnum):
    """What a line tells of."""

    MEASURE = "measure"
    ROUND = "round"
    EXTENSION = "extension"
    EVIDENCE = "evidence"
    STEP = "step"


def parts_of(task_ids: TaskIds, as_of: date) -> CompoundSelect[Any]:
    """Select every line of tasks: kind, task_id, place, text, day_1 to day_5, flag, more."""
    return union_all(
        _measures(task_ids),
        _rounds(task_ids, as_of),
        _extensions(task_ids),
        _evidence(task_ids),
        _steps(task_ids, as_of),
    )


def _measures(task_ids: TaskIds) -> Select[Any]:
    days = (Measure.due_on, Measure.done_on)
    return _line(Kind.MEASURE, Measure, (Measure.position, Measure.text), days=days).where(
        Measure.task_id.in_(task_ids)
    )


def _rounds(task_ids: TaskIds, as_of: date) -> Select[Any]:
    days = (
        TaskRound.started_on,
        TaskRound.original_due_on,
        TaskRound.due_on,
        TaskRound.sustained_on,
        TaskRound.closed_on,
    )
    return _line(
        Kind.ROUND,
        TaskRound,
        (TaskRound.number, TaskRound.outcome),
        days=days,
        flag=TaskRound.extended_late,
    ).where(TaskRound.task_id.in_(task_ids), TaskRound.started_on <= as_of)


def _extensions(task_ids: TaskIds) -> Select[Any]:
    granted_on = func.coalesce(Extension.granted_on, Extension.proposed_on)
    days = (Extension.due_before, granted_on, Extension.decided_on)
    told = (Extension.id, Extension.reason)
    return _line(Kind.EXTENSION, Extension, told, days=days, flag=Extension.late).where(
        Extension.task_id.in_(task_ids),
        Extension.state == ExtensionState.GRANTED,
        Extension.decided_on.is_not(None),
    )


def _evidence(task_ids: TaskIds) -> Select[Any]:
    pairs = sharing(task_ids)
    line = _line(Kind.EVIDENCE, pairs.c, (Evidence.id, Evidence.title))
    return line.join_from(pairs, Evidence, Evidence.task_id == pairs.c.from_id).where(stands())


def _steps(task_ids: TaskIds, as_of: date) -> Select[Any]:
    told, moved = (Trace.position, cast(Trace.from_state, Text)), Trace.from_state != Trace.to_state
    day = func.coalesce(StepDay.done_on, Trace.done_on)
    days = (day,)
    line = _line(Kind.STEP, Trace, told, days=days, flag=moved, more=Trace.facts)
    joined = Trace.step == Step.JOIN
    line = line.join_from(Trace, StepDay, StepDay.trace_id == Trace.id, isouter=True)
    return line.where(Trace.task_id.in_(task_ids), or_(day > as_of, joined))


def _line(
    kind: Kind,
    table: Any,
    told: tuple[Any, Any],
    *,
    days: tuple[Any, ...] = (),
    flag: ColumnElement[bool] | Any = None,
    more: Any = None,
) -> Select[Any]:
    """Select one kind of line in the shape that all share: place and text, five days, a flag and JSON, null where unused."""
    no_day = cast(null(), Date)
    five = (*days, *(no_day for _ in range(5 - len(days))))
    return select(
        literal(kind.value).label("kind"),
        table.task_id.label("task_id"),
        told[0].label("place"),
        told[1].label("text"),
        *(day.label(f"day_{number}") for number, day in enumerate(five, start=1)),
        (cast(null(), Boolean) if flag is None else flag).label("flag"),
        cast(null() if more is None else more, Text).label("more"),
    )
