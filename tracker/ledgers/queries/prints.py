"""What prints are filled from: rows of the ledger with evidence, approvals, requests and figures, in few statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.prints import Opinion, Piece, PrintTask, Request
from tracker.tasks.models import (
    Evidence,
    Extension,
    Figure,
    Progress,
    QuarterReview,
    Trace,
)
from tracker.tasks.queries.sharing import sharing
from tracker.tasks.rules.corrections import PutRight, corrections_in, note_now
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.lifecycle import Step

Row = TypeVar("Row", Evidence, Extension, Trace, QuarterReview)
_APPROVALS = (Step.COUNTERSIGN, Step.REVIEW, Step.ACCEPT)
_TOLD = (*_APPROVALS, Step.OPEN, Step.SUBMIT, Step.WITHDRAW, Step.RETURN, Step.CORRECT)


def print_tasks(
    session: Session, ids: Sequence[int], today: date, *, trail: bool = True
) -> tuple[PrintTask, ...]:
    """Answer tasks for paper in the order of their ids; the caller says which, nothing here asks for a right.

    Without the ``trail`` approvals, requests and reviews are left out, where only evidence matters.
    """
    hanging = _hanging(session, ids, trail=trail)
    lines = ledger_lines(session, ids, today)
    return tuple(_print_task(one, hanging[one.task_id]) for one in lines)


@dataclass(slots=True)
class _Hanging:
    pieces: list[Evidence] = field(default_factory=list)
    requests: list[Extension] = field(default_factory=list)
    trail: list[Trace] = field(default_factory=list)
    figures: dict[int, set[FigureKind]] = field(default_factory=lambda: defaultdict(set))
    newest: Progress | None = None
    review: QuarterReview | None = None


def _hanging(session: Session, ids: Sequence[int], *, trail: bool) -> dict[int, _Hanging]:
    found: dict[int, _Hanging] = defaultdict(_Hanging)
    for piece in _of(session, Evidence, ids, Evidence.superseded_at.is_(None)):
        found[piece.task_id].pieces.append(piece)
    _note_progress(session, ids, found)
    if not trail:
        return found
    for request in _of(session, Extension, ids):
        found[request.task_id].requests.append(request)
    for trace in _of(session, Trace, ids, Trace.step.in_(_TOLD)):
        found[trace.task_id].trail.append(trace)
    for review in _of(session, QuarterReview, ids):
        found[review.task_id].review = review
    return found


def _of(
    session: Session, table: type[Row], ids: Sequence[int], *conditions: ColumnElement[bool]
) -> Sequence[Row]:
    rows = select(table).where(table.task_id.in_(ids), *conditions).order_by(table.id)
    return session.scalars(rows).all()


def _note_progress(session: Session, ids: Sequence[int], found: dict[int, _Hanging]) -> None:
    """Note the newest report that counts for each task, and the kinds of its own figures by round."""
    pairs = sharing(ids)
    rows = session.execute(
        select(pairs.c.task_id, Progress, Figure.kind)
        .join(Progress, Progress.task_id == pairs.c.from_id)
        .outerjoin(Figure, Figure.progress_id == Progress.id)
        .order_by(Progress.done_on, Progress.id)
    )
    for task_id, report, kind in rows:
        found[task_id].newest = report
        if kind is not None and report.task_id == task_id:
            found[task_id].figures[report.round].add(kind)


def _print_task(line: LedgerLine, hanging: _Hanging) -> PrintTask:
    running = [one for one in hanging.trail if one.round == line.round]
    opened = [one for one in hanging.trail if one.step is Step.OPEN]
    newest = hanging.newest if _is_of_round(hanging.newest, line) else None
    return PrintTask(
        line=line,
        pieces=tuple(piece_of(one) for one in hanging.pieces if one.round == line.round),
        opinions=opinions_of(running, corrections_in(one.facts for one in hanging.trail)),
        requests=tuple(_request(one) for one in hanging.requests if one.round == line.round),
        reported=frozenset(hanging.figures[line.round]),
        difficulties=newest.difficulties if newest else "",
        to_coordinate=newest.to_coordinate if newest else "",
        submitted_on=_submitted(running),
        opened_on=opened[0].done_on if opened else None,
        reviewed=_reviewed(hanging.review),
    )


def _is_of_round(newest: Progress | None, line: LedgerLine) -> bool:
    """Answer whether a report tells of the running round; one that was entered on a linked task stands in its row."""
    if newest is None:
        return False
    own = newest.task_id == line.task_id
    return newest.round == line.round if own else newest.text in {one.text for one in line.progress}


def piece_of(one: Evidence) -> Piece:
    """Answer a piece of evidence as prints tell it."""
    return Piece(
        title=one.title,
        kind=one.kind,
        made_on=one.made_on,
        pages=one.pages,
        place=one.paper_place,
        paper_number=one.paper_number,
        measure=one.measure,
        has_file=one.file_hash is not None,
        destroyed=one.destroyed_at is not None,
    )


def opinions_of(trail: Sequence[Trace], put_right: PutRight) -> tuple[Opinion, ...]:
    """Answer the approvals given since closure was last asked for; a return makes those before it void.

    What was ``put_right`` later is told in its new words.
    """
    void = [
        n for n, one in enumerate(trail) if one.step in {Step.SUBMIT, Step.RETURN, Step.WITHDRAW}
    ]
    since = trail[void[-1] :] if void else trail
    return tuple(
        Opinion(
            one.step,
            one.for_name if one.recorded else one.actor_name,
            one.for_post if one.recorded else "",
            one.done_on,
            note_now(put_right, one.id, one.note),
        )
        for one in since
        if one.step in _APPROVALS
    )


def _submitted(trail: Sequence[Trace]) -> date | None:
    moves = [one for one in trail if one.step in {Step.SUBMIT, Step.RETURN, Step.WITHDRAW}]
    return moves[-1].done_on if moves and moves[-1].step is Step.SUBMIT else None


def _request(one: Extension) -> Request:
    return Request(
        asked_on=one.asked_on,
        reason=one.reason,
        due_before=one.due_before,
        proposed_on=one.proposed_on,
        late=one.late,
        state=one.state,
        decided_on=one.decided_on,
    )


def _reviewed(one: QuarterReview | None) -> str:
    if one is None:
        return ""
    said = f"，{one.text}" if one.text else ""
    return f"{one.year}年第{one.quarter}季度：{one.finding.label}{said}"
