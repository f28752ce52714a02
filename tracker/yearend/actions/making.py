"""Asking for a file that takes long to make; whoever asks again while it is made is led to the same one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.yearend.models import FileKind, Making, YearFile
from tracker.yearend.rules.lengths import Length

# A maker that said nothing for so long has died.
SILENT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file is to tell: a year up to a day, in a length, as one kind."""

    year: int
    as_of: date
    length: Length
    kind: FileKind


def ask_for_file(
    session: Session, unit: Unit, wanted: Wanted, *, by: Viewer, at: datetime, today: date
) -> tuple[YearFile, bool]:
    """Answer the file that is to be made, and whether somebody must begin to make it."""
    # Two people may ask at once; the unit's row is the lock.
    session.execute(select(Unit.id).where(Unit.id == unit.id).with_for_update())
    same = session.scalars(_being_made(unit.id, wanted, at)).first()
    if same is not None:
        return same, False
    asked = YearFile(
        unit_id=unit.id,
        year=wanted.year,
        as_of=wanted.as_of,
        length=wanted.length,
        kind=wanted.kind,
        made_on=today,
        asked_by_id=by.person_id,
        asked_at=at,
        moved_at=at,
    )
    session.add(asked)
    session.flush()  # the maker is told the id
    return asked, True


def _being_made(unit_id: int, wanted: Wanted, at: datetime) -> Select[YearFile]:
    return select(YearFile).where(
        YearFile.unit_id == unit_id,
        YearFile.year == wanted.year,
        YearFile.as_of == wanted.as_of,
        YearFile.length == wanted.length,
        YearFile.kind == wanted.kind,
        YearFile.state.in_((Making.ASKED, Making.RUNNING)),
        YearFile.moved_at > at - SILENT,
    )
