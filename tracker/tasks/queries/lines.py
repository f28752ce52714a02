"""What hangs on many tasks (measures, rounds, extensions, evidence, later steps), in one statement."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    Text,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.tasks.models import Evidence, Extension, Measure, Task, TaskRound, Trace
from tracker.tasks.rules.kinds import ExtensionState
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lines import ExtensionFact, MeasureFact

TaskIds = Select[Any] | ScalarSelect[Any]


class _Kind(StrEnum):
    MEASURE = "measure"
    ROUND = "round"
    EXTENSION = "extension"
    EVIDENCE = "evidence"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as it is kept; the days after the as-of day are not yet told here."""

    number: int
    outcome: str
    started_on: date
    original_due_on: date | None
    due_on: date | None
    sustained_on: date | None
    closed_on: date | None
    extended_late: bool


@dataclass(slots=True)
class Lines:
    """What hangs on one task; ``state_before`` is its state before the first step after the as-of day."""

    measures: list[MeasureFact] = field(default_factory=list)
    rounds: list[RoundRow] = field(default_factory=list)
    extensions: list[ExtensionFact] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    state_before: State | None = None


def lines_of(session: Session, task_ids: TaskIds, as_of: date) -> dict[int, Lines]:
    """Answer the lines of every task, by its id (one statement over five tables)."""
    parts = union_all(
        _measures(task_ids),
        _rounds(task_ids, as_of),
        _extensions(task_ids),
        _evidence(task_ids),
        _later_steps(task_ids, as_of),
    ).order_by("task_id", "kind", "place")
    found: dict[int, Lines] = defaultdict(Lines)
    for row in session.execute(parts):
        _note(found[row.task_id], row, as_of)
    return found


def due_on_day(task: Task, lines: Lines, as_of: date) -> date | None:
    """Answer the deadline in force on a day: one that was moved later still stood as it was."""
    later = [one.due_before for one in lines.extensions if one.decided_on > as_of]
    if later:
        return min(later)
    running = lines.rounds[-1] if lines.rounds else None
    if running is not None and running.number < task.round:
        return running.due_on
    return task.due_on


def _note(lines: Lines, row: Any, as_of: date) -> None:
    match row.kind:
        case _Kind.MEASURE:
            done_on = row.day_2 if row.day_2 and row.day_2 <= as_of else None
            lines.measures.append(MeasureFact(row.text, row.day_1, done_on))
        case _Kind.ROUND:
            lines.rounds.append(
                RoundRow(
                    row.place,
                    row.text,
                    row.day_1,
                    row.day_2,
                    row.day_3,
                    row.day_4,
                    row.day_5,
                    row.flag,
                )
            )
        case _Kind.EXTENSION:
            lines.extensions.append(
                ExtensionFact(row.day_1, row.day_2, row.day_3, row.text, late=row.flag)
            )
        case _Kind.EVIDENCE:
            lines.evidence.append(row.text)
        case _Kind.LATER if lines.state_before is None:
            lines.state_before = State(row.text)


def _measures(task_ids: TaskIds) -> Select[Any]:
    days = (Measure.due_on, Measure.done_on)
    return _line(_Kind.MEASURE, Measure, Measure.position, Measure.text, days=days).where(
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
        _Kind.ROUND,
        TaskRound,
        TaskRound.number,
        TaskRound.outcome,
        days=days,
        flag=TaskRound.extended_late,
    ).where(TaskRound.task_id.in_(task_ids), TaskRound.started_on <= as_of)


def _extensions(task_ids: TaskIds) -> Select[Any]:
    days = (Extension.due_before, Extension.proposed_on, Extension.decided_on)
    return _line(
        _Kind.EXTENSION, Extension, Extension.id, Extension.reason, days=days, flag=Extension.late
    ).where(
        Extension.task_id.in_(task_ids),
        Extension.state == ExtensionState.GRANTED,
        Extension.decided_on.is_not(None),
    )


def _evidence(task_ids: TaskIds) -> Select[Any]:
    return _line(_Kind.EVIDENCE, Evidence, Evidence.id, Evidence.title).where(
        Evidence.task_id.in_(task_ids), Evidence.destroyed_at.is_(None)
    )


def _later_steps(task_ids: TaskIds, as_of: date) -> Select[Any]:
    before = cast(Trace.from_state, Text)
    return _line(_Kind.LATER, Trace, Trace.position, before).where(
        Trace.task_id.in_(task_ids), Trace.done_on > as_of
    )


def _line(
    kind: _Kind,
    table: Any,
    place: Any,
    text: Any,
    *,
    days: tuple[Any, ...] = (),
    flag: ColumnElement[bool] | Any = None,
) -> Select[Any]:
    """Select one kind of line in the shape that all share: five days and a flag, null where unused."""
    no_day = cast(null(), Date)
    five = (*days, *(no_day for _ in range(5 - len(days))))
    return select(
        literal(kind.value).label("kind"),
        table.task_id.label("task_id"),
        place.label("place"),
        text.label("text"),
        *(day.label(f"day_{number}") for number, day in enumerate(five, start=1)),
        (cast(null(), Boolean) if flag is None else flag).label("flag"),
    )
