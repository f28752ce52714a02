"""What was sent upward: of a unit, of the units below, the one before, its lines."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.paging import Page, cut
from tracker.ledgers.models import Submission, SubmissionLine
from tracker.ledgers.rules.submissions.difference import ToldLine
from tracker.ledgers.rules.submissions.figures import Stand


def readable(viewer: Viewer) -> Select[Submission]:
    """Answer the submissions that a viewer may read: of every unit in reach, live to superiors or not."""
    return select(Submission).where(Submission.unit_id.in_(viewer.oversees))


def submissions(
    session: Session, viewer: Viewer, unit_id: int | None, page: int
) -> Page[Submission]:
    """Answer one page of what was sent, the newest first; of one unit, or of all in reach."""
    rows = readable(viewer).options(joinedload(Submission.unit))
    if unit_id is not None:
        rows = rows.where(Submission.unit_id == unit_id)
    return cut(session, rows.order_by(Submission.as_of.desc(), Submission.id.desc()), page)


def submitting_units(session: Session, viewer: Viewer) -> Sequence[Unit]:
    """Answer the units in reach that keep a ledger, in organisational order."""
    return session.scalars(
        select(Unit)
        .where(Unit.id.in_(viewer.oversees), Unit.keeps_ledger)
        .order_by(Unit.path, Unit.id)
    ).all()


def whole_submission(session: Session, viewer: Viewer, submission_id: int) -> Submission | None:
    """Answer a submission with its unit and lines; None when there is none that the viewer may read."""
    return session.scalars(
        readable(viewer)
        .where(Submission.id == submission_id)
        .options(joinedload(Submission.unit), selectinload(Submission.lines))
    ).one_or_none()


def last_submission(
    session: Session, unit_id: int, scope: dict[str, object], *, before: int | None = None
) -> Submission | None:
    """Answer what was sent last for the same rows (year, source), lines loaded; ``before`` an id."""
    rows = (
        select(Submission)
        .where(Submission.unit_id == unit_id)
        .options(selectinload(Submission.lines))
        .order_by(Submission.id.desc())
    )
    if before is not None:
        rows = rows.where(Submission.id < before)
    # JSON columns compare differently on the two databases, and a unit sends a few dozen a year.
    found = session.execute(rows.with_only_columns(Submission.id, Submission.scope)).all()
    wanted = next((row.id for row in found if row.scope == scope), None)
    return session.scalars(rows.where(Submission.id == wanted)).one_or_none() if wanted else None


def told_of(lines: Sequence[SubmissionLine]) -> list[ToldLine]:
    """Answer frozen lines as values to compare."""
    return [
        ToldLine(
            task_id=one.task_id,
            number=one.number,
            problem_id=one.problem_id,
            problem=one.problem,
            lead_unit=one.lead_unit,
            due=one.due,
            stand=Stand(one.stand),
            measures=one.measures,
        )
        for one in lines
    ]
