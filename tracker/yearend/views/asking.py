"""What every door to a year does alike: the report that is asked for, and the address that links keep."""

from typing import Any

from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.yearend.forms import Asked
from tracker.yearend.queries import Desk, desk_of
from tracker.yearend.rules.year import YearReport


def report_for(session: Session, unit: Unit, wanted: Asked) -> YearReport:
    """Compute the report that an address asks for."""
    return desk_for(session, unit, wanted).report


def desk_for(session: Session, unit: Unit, wanted: Asked) -> Desk:
    """Read the report that an address asks for with everything that people did to it."""
    return desk_of(session, unit, wanted.year, wanted.as_of, wanted.length)


def address_of(unit: Unit, wanted: Asked) -> dict[str, Any]:
    """Answer what every link of a page keeps."""
    return {"unit": unit.code, "year": wanted.year, "as_of": wanted.as_of.isoformat()}
