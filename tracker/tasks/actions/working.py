"""填报进展, 申请销号, 撤回: the work on a task."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.linking import note_on_linked
from tracker.tasks.actions.moves import current_round, prepare
from tracker.tasks.models import Evidence, Figure, Progress
from tracker.tasks.queries import stands
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.orders import NewProgress, check_progress
from tracker.tasks.rules.told import pieces_told_of


def report(session: Session, work: TaskAtWork, deed: Deed, order: NewProgress) -> Progress:
    """Report progress, with figures as they happen (填报进展)."""
    move = prepare(session, work, Step.REPORT, deed)
    check_progress(order)
    task = work.task
    progress = Progress(
        task_id=task.id,
        round=task.round,
        done_on=deed.done_on,
        text=order.text,
        difficulties=order.difficulties,
        to_coordinate=order.to_coordinate,
        expected_on=order.expected_on,
        value_now=order.value_now,
        reported_by=deed.for_name or deed.actor_name,
        entered_at=deed.at,
    )
    progress.figures = [
        Figure(
            kind=one.kind,
            sort=one.sort,
            amount=one.amount,
            name=one.name,
            paper_number=one.paper_number,
        )
        for one in order.figures
    ]
    session.add(progress)
    if order.value_now is not None:
        task.value_now = order.value_now
    session.flush()  # the trace names the progress
    facts = {"progress": progress.id, "text": order.text}
    move.write(facts)
    note_on_linked(session, work, Step.REPORT, deed, facts)
    return progress


def submit(session: Session, work: TaskAtWork, deed: Deed, *, outcome: str) -> None:
    """Ask for closure with what came of it and at least one piece of evidence (申请销号).

    Raises:
        InvalidError: the outcome is empty, or nothing was handed in during this round.
    """
    move = prepare(session, work, Step.SUBMIT, deed)
    if not outcome:
        raise InvalidError("请填写整改成效。", "outcome")
    if not _has_evidence(session, work):
        raise InvalidError("申请销号至少要有一件佐证材料（纸质原件写明存放处也可以）。", "evidence")
    task = work.task
    task.outcome = outcome
    running = current_round(task)
    running.submitted_on = deed.done_on
    running.outcome = outcome
    move.write({"outcome": outcome})


def withdraw(session: Session, work: TaskAtWork, deed: Deed) -> None:
    """Take a request for closure back (撤回)."""
    move = prepare(session, work, Step.WITHDRAW, deed)
    current_round(work.task).submitted_on = None
    move.write()


def _has_evidence(session: Session, work: TaskAtWork) -> bool:
    """Answer whether a piece stands that was handed in during the round, here or on a linked task."""
    linked = {
        piece
        for one in work.trail
        if one.round == work.task.round and "linked_from" in one.facts
        for piece in pieces_told_of(one.facts)
    }
    own = (Evidence.task_id == work.task.id) & (Evidence.round == work.task.round)
    found = select(Evidence.id).where(or_(own, Evidence.id.in_(linked)), stands())
    return session.scalars(found.limit(1)).first() is not None
