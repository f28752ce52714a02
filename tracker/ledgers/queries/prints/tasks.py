"""What prints are filled from: rows of the ledger with evidence, approvals, requests and figures, in few statements."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.ledgers.queries.hanging import Hanging, hanging_on
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.prints import Opinion, Piece, PrintTask
from tracker.tasks.models import Evidence, Trace
from tracker.tasks.rules.corrections import PutRight, corrections_in, note_now
from tracker.tasks.rules.lifecycle import Step

_APPROVALS = (Step.COUNTERSIGN, Step.REVIEW, Step.ACCEPT)
_TOLD = (*_APPROVALS, Step.OPEN, Step.SUBMIT, Step.WITHDRAW, Step.RETURN, Step.CORRECT)


def print_tasks(
    session: Session, ids: Sequence[int], today: date, *, trail: bool = True
) -> tuple[PrintTask, ...]:
    """Answer tasks for paper in the order of their ids; the caller says which, nothing here asks for a right.

    Three statements, and three for every 500 tasks; without the ``trail`` approvals are left out and one is saved.
    """
    hanging = hanging_on(session, ids, _TOLD if trail else ())
    return tuple(print_task(one, hanging[one.task_id]) for one in ledger_lines(session, ids, today))


def print_task(line: LedgerLine, hanging: Hanging) -> PrintTask:
    """Answer a row with what hangs on its running round."""
    running = [one for one in hanging.trail if one.round == line.round]
    opened = [one for one in hanging.trail if one.step is Step.OPEN]
    newest = line.progress[-1] if line.progress else None
    return PrintTask(
        line=line,
        pieces=tuple(piece_of(one) for one in hanging.pieces if one.round == line.round),
        opinions=opinions_of(running, corrections_in(one.facts for one in hanging.trail)),
        requests=tuple(one for number, one in hanging.requests if number == line.round),
        reported=frozenset(kind for number, kind in hanging.figures if number == line.round),
        difficulties=newest.difficulties if newest else "",
        to_coordinate=newest.to_coordinate if newest else "",
        submitted_on=_submitted(running),
        opened_on=opened[0].day if opened else None,
        reviewed=hanging.reviewed,
    )


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
            one.day,
            note_now(put_right, one.id, one.note),
        )
        for one in since
        if one.step in _APPROVALS
    )


def _submitted(trail: Sequence[Trace]) -> date | None:
    moves = [one for one in trail if one.step in {Step.SUBMIT, Step.RETURN, Step.WITHDRAW}]
    return moves[-1].day if moves and moves[-1].step is Step.SUBMIT else None
