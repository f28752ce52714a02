"""套表: taking a superior's workbook in, saying how it is filled, matching rows by hand, keeping the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.ledgers.models import TheirFilling, TheirForm
from tracker.ledgers.queries.their_form import taught_form
from tracker.ledgers.rules.their_form.header import TheirHeader
from tracker.ledgers.rules.their_form.layout import TheirLayout


@dataclass(frozen=True, slots=True)
class NewForm:
    """A workbook that was handed in: its name, the hash under which it is kept, and what its header says."""

    file_name: str
    file_hash: str
    header: TheirHeader | None


def take_in_form(
    session: Session, unit: Unit, new: NewForm, *, by: Viewer, at: datetime, today: date
) -> TheirFilling:
    """Begin to fill a workbook; a table that was filled before is filled the same way."""
    name = new.header.title if new.header else new.file_name
    known = taught_form(session, unit.id, name, new.header.fingerprint) if new.header else None
    filling = TheirFilling(
        unit_id=unit.id,
        name=name,
        file_name=new.file_name,
        file_hash=new.file_hash,
        layout=dict(known.layout) if known else {},
        by_hand={},
        as_of=today,
        made_by_id=by.person_id,
        made_at=at,
    )
    session.add(filling)
    session.flush()
    return filling


@dataclass(frozen=True, slots=True)
class Choice:
    """How a workbook is filled: its layout, the day, and which of our rows are meant."""

    layout: TheirLayout
    as_of: date
    year: int | None
    source: str


def choose_layout(
    session: Session, filling: TheirFilling, header: TheirHeader, choice: Choice, *, at: datetime
) -> None:
    """Say how a workbook is filled, and remember it for the next one with the same name and header."""
    kept = choice.layout.as_json()
    if filling.layout != kept:
        filling.by_hand = {}
    filling.layout, filling.name = kept, header.title
    filling.as_of, filling.year, filling.source = choice.as_of, choice.year, choice.source
    filling.filled_hash = filling.filled_at = None
    known = taught_form(session, filling.unit_id, header.title, header.fingerprint)
    if known is None:
        known = TheirForm(
            unit_id=filling.unit_id, name=header.title, fingerprint=header.fingerprint
        )
        session.add(known)
    known.layout, known.taught_at = kept, at


def match_by_hand(filling: TheirFilling, told: Mapping[int, int | None]) -> None:
    """Say which task a row of theirs is, or that it stays empty."""
    filling.by_hand = filling.by_hand | {str(row): task_id for row, task_id in told.items()}
    filling.filled_hash = filling.filled_at = None


def keep_filled(filling: TheirFilling, file_hash: str, *, at: datetime) -> None:
    """Keep what came out."""
    filling.filled_hash, filling.filled_at = file_hash, at
