"""Reading what is sealed and what is to be sealed: heads, lists, trails beside what the lists tell of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.tasks.models import Seal, SealedHead, Task, Trace
from tracker.tasks.rules.seals import Head, SealFacts
from tracker.tasks.rules.trail import Sealed

_AT_ONCE = 1000
_Grouped = Iterator[tuple[int, list[Row[Any]]]]


@dataclass(frozen=True, slots=True)
class SealedTrail:
    """One trail beside what the lists tell of it; ``rows`` is None where the task itself is gone."""

    number: str
    rows: Sequence[Row[Any]] | None
    sealed: tuple[Sealed, ...]


def last_seal(session: Session) -> Seal | None:
    """Answer the newest list."""
    return session.scalars(select(Seal).order_by(Seal.id.desc()).limit(1)).first()


def all_seals(session: Session) -> Sequence[Seal]:
    """Answer every list, oldest first; one for each day."""
    return session.scalars(select(Seal).order_by(Seal.id)).all()


def newest_trace_before(session: Session, moment: datetime) -> int:
    """Answer the id of the newest row of any trail that was entered before a moment, or 0."""
    rows = select(Trace.id).where(Trace.entered_at < moment).order_by(Trace.id.desc())
    return session.scalars(rows.limit(1)).first() or 0


def heads_between(session: Session, after: int, upto: int) -> Iterator[Head]:
    """Answer where every trail stands that has rows with ids above ``after`` and up to ``upto``, by task id."""
    moved = (
        select(Trace.task_id, func.max(Trace.position).label("position"))
        .where(Trace.id > after, Trace.id <= upto)
        .group_by(Trace.task_id)
        .subquery()
    )
    rows = (
        select(Trace.task_id, Task.unit_id, Task.number, Trace.position, Trace.hash)
        .join(moved, (moved.c.task_id == Trace.task_id) & (moved.c.position == Trace.position))
        .join(Task, Task.id == Trace.task_id)
        .order_by(Trace.task_id)
    )
    return _heads(session, rows)


def heads_of(session: Session, seal: Seal) -> Iterator[Head]:
    """Answer the heads of a list, by task id."""
    kept = SealedHead
    return _heads(
        session,
        select(kept.task_id, kept.unit_id, kept.number, kept.position, kept.hash)
        .where(kept.seal_id == seal.id)
        .order_by(kept.task_id),
    )


def facts_of(seal: Seal) -> SealFacts:
    """Answer what a kept list says about itself."""
    return SealFacts(
        number=seal.id,
        day=seal.day,
        sealed_at=seal.sealed_at,
        last_trace_id=seal.last_trace_id,
        previous_mac=seal.previous_mac,
    )


def trails_with_seals(session: Session, unit: Unit | None = None) -> Iterator[SealedTrail]:
    """Answer every trail (of a ledger, or of all), and every one that only the lists still know.

    Two statements read side by side, both by task id, a few rows in memory at a time.
    """
    lists = _points(session, unit)
    ahead = next(lists, None)
    for task_id, rows in _trails(session, unit):
        while ahead is not None and ahead[0] < task_id:
            yield _gone(ahead[1])
            ahead = next(lists, None)
        known: list[Row[Any]] = []
        if ahead is not None and ahead[0] == task_id:
            known = ahead[1]
            ahead = next(lists, None)
        there = [one for one in rows if one.position is not None]
        yield SealedTrail(rows[0].number, there, _sealed(known))
    while ahead is not None:
        yield _gone(ahead[1])
        ahead = next(lists, None)


def _heads(session: Session, rows: Select[*tuple[Any, ...]]) -> Iterator[Head]:
    for row in session.execute(rows.execution_options(yield_per=_AT_ONCE)):
        yield Head(*row)


def _trails(session: Session, unit: Unit | None) -> _Grouped:
    # Plain columns: an entity for each of a million rows would take minutes.
    rows = (
        select(Task.id.label("of_task"), Task.number, *Trace.__table__.columns)
        .outerjoin(Trace, Trace.task_id == Task.id)
        .order_by(Task.id, Trace.position)
    )
    return _grouped(session, rows if unit is None else rows.where(Task.unit_id == unit.id))


def _points(session: Session, unit: Unit | None) -> _Grouped:
    kept = SealedHead
    rows = (
        select(kept.task_id, kept.number, Seal.day, kept.position, kept.hash)
        .join(Seal, Seal.id == kept.seal_id)
        .order_by(kept.task_id, kept.seal_id)
    )
    return _grouped(session, rows if unit is None else rows.where(kept.unit_id == unit.id))


def _grouped(session: Session, rows: Select[*tuple[Any, ...]]) -> _Grouped:
    found = session.execute(rows.execution_options(yield_per=_AT_ONCE))
    for task_id, group in groupby(found, key=lambda row: row[0]):
        yield task_id, list(group)


def _gone(known: list[Row[Any]]) -> SealedTrail:
    return SealedTrail(known[-1].number, None, _sealed(known))


def _sealed(known: list[Row[Any]]) -> tuple[Sealed, ...]:
    return tuple(Sealed(one.day, one.position, one.hash) for one in known)
