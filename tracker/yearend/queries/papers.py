"""Reading the Word files around a unit's year, and what the office knows to hold them against."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, defer, joinedload

from tracker.accounts.models import Appointment, Person, Unit
from tracker.reports.models import Batch, Finding, FindingState
from tracker.reports.rules.sources import Source
from tracker.tasks.models import Task
from tracker.yearend.models import WordTemplate, YearFile, YearPaper
from tracker.yearend.rules.checking import Known

_MOST = 50


def papers_of(session: Session, unit_id: int, year: int) -> Sequence[YearPaper]:
    """Answer the files brought for a unit's year, the newest first (one statement)."""
    return session.scalars(
        select(YearPaper)
        .options(defer(YearPaper.settled))
        .where(YearPaper.unit_id == unit_id, YearPaper.year == year)
        .order_by(YearPaper.id.desc())
        .limit(_MOST)
    ).all()


def templates_of(session: Session, unit_id: int) -> Sequence[WordTemplate]:
    """Answer the templates that a unit keeps, by name (one statement)."""
    return session.scalars(
        select(WordTemplate).where(WordTemplate.unit_id == unit_id).order_by(WordTemplate.name)
    ).all()


def files_of(session: Session, unit_id: int, year: int) -> Sequence[YearFile]:
    """Answer the last files that were made, or are being made, for a unit's year (one statement)."""
    return session.scalars(
        select(YearFile)
        .where(YearFile.unit_id == unit_id, YearFile.year == year)
        .order_by(YearFile.id.desc())
        .limit(_MOST)
    ).all()


def known_to(session: Session, unit: Unit, year: int) -> Known:
    """Answer the names that a report of a unit may bear: its people and units, and the unit above (two statements)."""
    people = session.scalars(
        select(Person.name)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Unit, Unit.id == Appointment.unit_id)
        # Who has left is a stranger to a new report.
        .where(Unit.path.startswith(unit.path), Appointment.until_on.is_(None))
    )
    units = session.scalars(
        select(Unit.name).where(or_(Unit.path.startswith(unit.path), Unit.id == unit.parent_id))
    )
    return Known(year, frozenset(people), frozenset(units))


def problems_of_report(session: Session, unit_id: int, year: int) -> Sequence[str]:
    """Answer the problems of a unit's own report on a year in its own words (one statement)."""
    return session.scalars(
        select(Finding.text)
        .join(Batch, Batch.id == Finding.batch_id)
        .where(
            Batch.unit_id == unit_id,
            Batch.year == year,
            Batch.source == Source.SELF_CHECK,
            Finding.state != FindingState.DROPPED,
        )
        .order_by(Finding.batch_id, Finding.position)
    ).all()


def file_with_unit(session: Session, file_id: int) -> YearFile:
    """Answer a file that is being made, its unit loaded; whoever makes it asks for no right (one statement)."""
    return session.get_one(YearFile, file_id, options=[joinedload(YearFile.unit)])


def task_count(session: Session, unit_id: int) -> int:
    """Answer how many tasks a ledger holds, those of all years (one statement)."""
    return session.scalar(select(func.count()).where(Task.unit_id == unit_id)) or 0
