"""What prints and files of tasks are filled from beside their rows: evidence, trail, requests, reviews, rounds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Date, Integer, Select, Text, cast, literal, null, select, union_all
from sqlalchemy.orm import Session, joinedload

from tracker.ledgers.rules.prints import Request
from tracker.tasks.models import (
    Evidence,
    Extension,
    Figure,
    Progress,
    QuarterReview,
    TaskRound,
    Trace,
)
from tracker.tasks.rules.kinds import ExtensionState, FigureKind, Finding
from tracker.tasks.rules.lifecycle import Step

_DAYS = 4


class _Kind(StrEnum):
    FIGURE = "figure"
    REQUEST = "request"
    REVIEW = "review"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class RoundDays:
    """A round as it is kept."""

    number: int
    submitted_on: date | None
    closed_on: date | None
    sustained_on: date | None
    due_on: date | None
    outcome: str


@dataclass(slots=True)
class Hanging:
    """What hangs on one task; requests and kinds of figures come with their round, ``reviewed`` is the last review."""

    pieces: list[Evidence] = field(default_factory=list)
    trail: list[Trace] = field(default_factory=list)
    requests: list[tuple[int, Request]] = field(default_factory=list)
    figures: set[tuple[int, FigureKind]] = field(default_factory=set)
    rounds: list[RoundDays] = field(default_factory=list)
    reviewed: str = ""


def hanging_on(
    session: Session, ids: Sequence[int], steps: Sequence[Step] | None
) -> dict[int, Hanging]:
    """Answer what hangs on tasks, by their ids; of the trail only some steps, or all for None (three statements)."""
    found: dict[int, Hanging] = defaultdict(Hanging)
    pieces = select(Evidence).where(Evidence.task_id.in_(ids), Evidence.superseded_at.is_(None))
    for piece in session.scalars(pieces.order_by(Evidence.round, Evidence.id)):
        found[piece.task_id].pieces.append(piece)
    for row in session.execute(_parts(ids)):
        _note(found[row.task_id], row)
    for trace in _traces(session, ids, steps):
        found[trace.task_id].trail.append(trace)
    return found


def _traces(session: Session, ids: Sequence[int], steps: Sequence[Step] | None) -> Iterable[Trace]:
    told = select(Trace).where(Trace.task_id.in_(ids)).options(joinedload(Trace.new_day))
    told = told.order_by(Trace.task_id, Trace.position)
    if steps is None:
        return session.scalars(told)
    return session.scalars(told.where(Trace.step.in_(steps))) if steps else ()


def _note(hanging: Hanging, row: Any) -> None:
    match row.kind:
        case _Kind.FIGURE:
            hanging.figures.add((row.round, FigureKind(row.word)))
        case _Kind.REQUEST:
            hanging.requests.append((row.round, _request(row)))
        case _Kind.REVIEW:
            said = f"，{row.text}" if row.text else ""
            label = Finding(row.word).label
            hanging.reviewed = f"{row.first}年第{row.second}季度：{label}{said}"
        case _Kind.ROUND:
            days = (row.day_1, row.day_2, row.day_3, row.day_4)
            hanging.rounds.append(RoundDays(row.round, *days, outcome=row.text))


def _request(row: Any) -> Request:
    return Request(
        asked_on=row.day_1,
        reason=row.text,
        due_before=row.day_2,
        proposed_on=row.day_3,
        late=row.flag,
        state=ExtensionState(row.word),
        decided_on=row.day_4,
    )


def _parts(ids: Sequence[int]) -> Any:
    asked, reviewed, told = Extension, QuarterReview, TaskRound
    requests = _part(
        _Kind.REQUEST,
        (asked.task_id, asked.round, asked.id, None),
        (asked.reason, asked.state),
        (asked.asked_on, asked.due_before, asked.proposed_on, asked.decided_on),
        asked.late,
    ).where(asked.task_id.in_(ids))
    reviews = _part(
        _Kind.REVIEW,
        (reviewed.task_id, reviewed.round, reviewed.year, reviewed.quarter),
        (reviewed.text, reviewed.finding),
    ).where(reviewed.task_id.in_(ids))
    rounds = _part(
        _Kind.ROUND,
        (told.task_id, told.number, told.number, None),
        (told.outcome, None),
        (told.submitted_on, told.closed_on, told.sustained_on, told.due_on),
    ).where(told.task_id.in_(ids))
    figures = (
        _part(_Kind.FIGURE, (Progress.task_id, Progress.round, None, None), (None, Figure.kind))
        .join_from(Progress, Figure, Figure.progress_id == Progress.id)
        .where(Progress.task_id.in_(ids))
        .distinct()
    )
    return union_all(requests, reviews, rounds, figures).order_by("task_id", "first", "second")


def _part(
    kind: _Kind,
    numbers: tuple[Any, Any, Any, Any],
    texts: tuple[Any, Any],
    days: tuple[Any, ...] = (),
    flag: Any = None,
) -> Select[Any]:
    """Select one kind in the shape that all share; numbers are task_id, round, first and second, null where unused."""
    names = ("task_id", "round", "first", "second")
    four = (*days, *(None for _ in range(_DAYS - len(days))))
    return select(
        literal(kind.value).label("kind"),
        *(_typed(one, Integer).label(name) for one, name in zip(numbers, names, strict=True)),
        _typed(texts[0], Text).label("text"),
        cast(null() if texts[1] is None else texts[1], Text).label("word"),
        *(_typed(one, Date).label(f"day_{at}") for at, one in enumerate(four, start=1)),
        _typed(flag, Boolean).label("flag"),
    )


def _typed(column: Any, kind: Any) -> Any:
    return cast(null(), kind) if column is None else column
