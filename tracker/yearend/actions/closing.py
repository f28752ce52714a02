"""Sealing the figures of a year that is over, and opening a sealed year again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.errors import InvalidError, NotFoundError, StaleError
from tracker.tasks.models import Task
from tracker.yearend.models import YearClosing
from tracker.yearend.queries.closing import sealed_years
from tracker.yearend.rules.closing import check_sealing


@dataclass(frozen=True, slots=True)
class Sealing:
    """A year to be sealed: its figures, how many open tasks still lack a reason, and what decided it."""

    year: int
    figures: dict[str, Any]
    waiting: int
    basis: str


def hold_still(session: Session, unit_id: int) -> None:
    """Wait for the steps under way in a ledger, and let none begin before this transaction ends.

    A step locks its task and then reads until when its year is sealed, so whoever locks all of them reads figures
    that nobody is about to change. Tasks come before their unit, as in a step that gives numbers.
    """
    session.execute(
        select(Task.id).where(Task.unit_id == unit_id).order_by(Task.id).with_for_update()
    )
    _locked(session, unit_id)


def seal_year(
    session: Session, viewer: Viewer, unit_id: int, sealing: Sealing, *, today: date, at: datetime
) -> None:
    """Keep the figures of a year as they are, and let nothing more be entered as done in it.

    Raises:
        InvalidError: the year still runs, knows no problem, is sealed already, or open tasks have no reason yet.
        StaleError: somebody else sealed it this moment.
    """
    unit = _locked(session, unit_id)
    check_sealing(
        sealing.year,
        today,
        sealed_until=unit.sealed_until,
        waiting=sealing.waiting,
        problems=sealing.figures["problems"],
    )
    last_day = date(sealing.year, 12, 31)
    session.add(
        YearClosing(
            unit_id=unit_id,
            year=sealing.year,
            as_of=last_day,
            basis=sealing.basis,
            figures=sealing.figures,
            sealed_by_name=viewer.name,
            sealed_at=at,
        )
    )
    unit.sealed_until = last_day
    try:
        session.flush()
    except IntegrityError as error:
        raise StaleError from error


def open_year(
    session: Session, viewer: Viewer, unit_id: int, year: int, why: str, *, at: datetime
) -> None:
    """Undo the sealing of a year, saying why; its sealed figures stay to be read.

    Raises:
        NotFoundError: the year is not sealed.
        InvalidError: a later year is sealed, which builds on this one.
    """
    unit = _locked(session, unit_id)
    sealed = sealed_years(session, unit_id)
    found = next((one for one in sealed if one.year == year), None)
    if found is None:
        raise NotFoundError
    if sealed[0] is not found:
        raise InvalidError(
            f"{sealed[0].year}年度也已封存，请先解除{sealed[0].year}年度的封存。", "why"
        )
    found.opened_by_name, found.opened_at, found.why_opened = viewer.name, at, why
    earlier = sealed[1:]
    unit.sealed_until = earlier[0].as_of if earlier else None


def _locked(session: Session, unit_id: int) -> Unit:
    """Answer a unit locked: every step of its ledger reads the day that is changed here."""
    return session.scalars(
        select(Unit)
        .where(Unit.id == unit_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
