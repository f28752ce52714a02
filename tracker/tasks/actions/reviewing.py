"""季度复核: a sustained task still holds, has relapsed, or is done."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.closing import confirm_lasting, relapse
from tracker.tasks.actions.moves import current_round, prepare
from tracker.tasks.models import QuarterReview
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.kinds import Finding
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.quarters import Quarter, check_quarter


def review_quarter(
    session: Session,
    work: TaskAtWork,
    deed: Deed,
    *,
    quarter: Quarter,
    finding: Finding,
    due_on: date | None = None,
) -> QuarterReview:
    """Record what the review of a quarter found; the deed's note tells it. A relapse opens a new round.

    Raises:
        InvalidError: nothing is said, the quarter was reviewed before or cannot be, or a relapse comes
            without a new deadline.
    """
    round_number, sustained_on = work.task.round, current_round(work.task).sustained_on
    check_quarter(quarter, sustained_on=sustained_on, done_on=deed.done_on)
    if not deed.note:
        raise InvalidError("请写明复核情况。", "text")
    if _reviewed(session, work, quarter):
        raise InvalidError(f"{quarter.label}已经复核过了。")
    _take(session, work, deed, quarter, finding, due_on)
    review = QuarterReview(
        task_id=work.task.id,
        round=round_number,
        year=quarter.year,
        quarter=quarter.number,
        finding=finding,
        text=deed.note,
        reviewed_by=deed.for_name or deed.actor_name,
        reviewed_on=deed.done_on,
        entered_at=deed.at,
    )
    session.add(review)
    session.flush()  # two reviews of one quarter must fail here
    return review


def _take(
    session: Session,
    work: TaskAtWork,
    deed: Deed,
    quarter: Quarter,
    finding: Finding,
    due_on: date | None,
) -> None:
    match finding:
        case Finding.HOLDS:
            prepare(session, work, Step.HOLD, deed).write({"quarter": quarter.label})
        case Finding.RELAPSED:
            if due_on is None:
                raise InvalidError("出现反复的，请填写新的整改时限。", "due_on")
            relapse(session, work, deed, due_on=due_on)
        case Finding.DONE:
            confirm_lasting(session, work, deed)


def _reviewed(session: Session, work: TaskAtWork, quarter: Quarter) -> bool:
    found = select(QuarterReview.id).where(
        QuarterReview.task_id == work.task.id,
        QuarterReview.round == work.task.round,
        QuarterReview.year == quarter.year,
        QuarterReview.quarter == quarter.number,
    )
    return session.scalars(found.limit(1)).first() is not None
