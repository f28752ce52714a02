"""Inserting many rows at once, as plain rows: making objects of them would take most of the time."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Table, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.core.db import Base

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

# All of a county's rows at once would take most of the memory.
_AT_ONCE = 200
_Row = TypeVar("_Row")


def insert_new(
    session: Session,
    model: type[Base],
    rows: Iterable[Mapping[str, Any]],
    *returning: InstrumentedAttribute[Any],
) -> list[tuple[Any, ...]]:
    """Insert rows whose unique key is not there yet; answer the asked columns of these, in no particular order."""
    table = model.metadata.tables[model.__tablename__]
    wanted = _insert(session, table).on_conflict_do_nothing()
    answering = wanted.returning(*(table.c[one.key] for one in returning))
    return [
        tuple(row)
        for some in portions(rows)
        for row in session.connection().execute(answering, some)
    ]


def _insert(session: Session, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  0.1 s and 4 MiB that SQLite does not need

    return postgresql.insert(table)


def insert_rows(session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that cannot be there yet."""
    table = model.metadata.tables[model.__tablename__]
    for some in portions(rows):
        session.connection().execute(insert(table), some)


def portions(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """Part what may be very much into lists of some hundred."""
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some
