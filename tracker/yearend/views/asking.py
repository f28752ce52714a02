"""What every door to a year does alike: the report that is asked for, and the address that links keep."""

from typing import Any

from flask import request
from sqlalchemy.orm import Session

from tracker.accounts.guard import viewer
from tracker.accounts.models import Unit
from tracker.core import clock
from tracker.yearend.access import unit_to_draft_for
from tracker.yearend.forms import Asked, asked
from tracker.yearend.queries import Desk, desk_of
from tracker.yearend.rules.year import YearReport


def report_for(session: Session, unit: Unit, wanted: Asked) -> YearReport:
    """Compute the report that an address asks for."""
    return desk_for(session, unit, wanted).report


def desk_for(session: Session, unit: Unit, wanted: Asked) -> Desk:
    """Read the report that an address asks for with everything that people did to it."""
    return desk_of(session, unit, wanted.year, wanted.as_of, wanted.length)


def desk_asked(session: Session) -> Desk:
    """Answer the desk that this address names, for the clerk of its unit.

    Raises:
        NotFoundError: the viewer does not see that ledger.
        ForbiddenError: the viewer sees it, but is not its clerk.
    """
    wanted = asked(request.args, clock.today())
    return desk_for(session, unit_to_draft_for(session, viewer(), wanted.unit), wanted)


def address_of(unit: Unit, wanted: Asked) -> dict[str, Any]:
    """Answer what every link of a page keeps."""
    return {"unit": unit.code, "year": wanted.year, "as_of": wanted.as_of.isoformat()}


def address_at(desk: Desk) -> dict[str, Any]:
    """Answer what every link of a page about a draft keeps."""
    facts = desk.report.facts
    return {"unit": desk.unit.code, "year": facts.year, "as_of": facts.as_of.isoformat()}
