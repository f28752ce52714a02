"""填报进展, 佐证材料, 申请销号, 撤回: the work on a task."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import current_round, prepare
from tracker.tasks.models import Evidence, Figure, Progress
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.orders import NewEvidence, NewProgress, check_evidence, check_progress


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
        reported_by=deed.for_name or deed.actor_name,
        entered_at=deed.at,
    )
    progress.figures = [
        Figure(kind=one.kind, amount=one.amount, name=one.name, paper_number=one.paper_number)
        for one in order.figures
    ]
    session.add(progress)
    if order.value_now is not None:
        task.value_now = order.value_now
    session.flush()  # the trace names the progress
    move.write({"progress": progress.id, "text": order.text})
    return progress


def hand_in(session: Session, work: TaskAtWork, deed: Deed, order: NewEvidence) -> Evidence:
    """Hand in a piece of evidence: a kept file, or a paper original with its place."""
    move = prepare(session, work, Step.HAND_IN, deed)
    evidence = keep_evidence(session, work, deed, order)
    move.write({"evidence": evidence.id, "title": evidence.title, "sha256": evidence.file_hash})
    return evidence


def keep_evidence(session: Session, work: TaskAtWork, deed: Deed, order: NewEvidence) -> Evidence:
    """Write the row of a piece of evidence, without a step of its own (a signed form comes with its step)."""
    check_evidence(order)
    evidence = Evidence(
        task_id=work.task.id,
        round=work.task.round,
        kind=order.kind,
        title=order.title,
        paper_number=order.paper_number,
        made_on=order.made_on,
        pages=order.pages,
        paper_place=order.paper_place,
        file_hash=order.file_hash,
        file_name=order.file_name,
        file_size=order.file_size,
        handed_in_by=deed.for_name or deed.actor_name,
        entered_at=deed.at,
    )
    session.add(evidence)
    session.flush()  # traces name the evidence
    return evidence


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
    found = select(Evidence.id).where(
        Evidence.task_id == work.task.id,
        Evidence.round == work.task.round,
        Evidence.destroyed_at.is_(None),
    )
    return session.scalars(found.limit(1)).first() is not None
