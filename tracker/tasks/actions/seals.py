"""Sealing: the heads of all trails that moved are listed and signed, one list for each day."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.core.clock import OFFICE_ZONE, day_of
from tracker.tasks.models import Seal, SealedHead
from tracker.tasks.queries import heads_between, last_seal, newest_trace_before
from tracker.tasks.rules.seals import Head, SealFacts, mac_of, mark_of
from tracker.tasks.rules.trail import FIRST

# No statement runs longer than half a minute, so what was written before midnight is readable by then.
_SETTLED = timedelta(minutes=10)
_AT_ONCE = 1000


def day_to_seal(last: date | None, at: datetime) -> date | None:
    """Answer the day whose list is due at a moment, the one behind the last list, or None.

    The first list ever is that of yesterday and knows everything before it.
    """
    yesterday = day_of(at - _SETTLED) - timedelta(days=1)
    due = yesterday if last is None else last + timedelta(days=1)
    return due if due <= yesterday else None


def seal_next_day(session: Session, key: bytes, *, at: datetime) -> date | None:
    """Write the list that is due at a moment; answer its day, or None when none is due."""
    last = last_seal(session)
    day = day_to_seal(last.day if last else None, at)
    if day is None:
        return None
    after = last.last_trace_id if last else 0
    midnight = datetime.combine(day + timedelta(days=1), time(), OFFICE_ZONE)
    upto = max(after, newest_trace_before(session, midnight))
    facts = SealFacts(
        number=last.id + 1 if last else 1,
        day=day,
        sealed_at=at,
        last_trace_id=upto,
        previous_mac=last.mac if last else FIRST,
    )
    heads = _kept(session, facts.number, heads_between(session, after, upto))
    mac, count = mac_of(key, facts, heads)
    session.add(
        Seal(
            id=facts.number,
            day=day,
            sealed_at=at,
            last_trace_id=upto,
            heads=count,
            key_mark=mark_of(key),
            previous_mac=facts.previous_mac,
            mac=mac,
        )
    )
    return day


def _kept(session: Session, number: int, heads: Iterable[Head]) -> Iterator[Head]:
    """Write heads down a few at a time while they pass by."""
    passing = iter(heads)
    while some := list(islice(passing, _AT_ONCE)):
        session.execute(insert(SealedHead), [{"seal_id": number, **one._asdict()} for one in some])
        yield from some
