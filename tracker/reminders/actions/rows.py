"""Inserting many rows at once, as plain rows: making objects of them would take most of the time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ARRAY, Table, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.core.db import Base

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

# All of a county's rows at once would take most of the memory.
_AT_ONCE = 200
_Row = TypeVar("_Row")
_Values = Mapping[str, Any]


def insert_new(
    session: Session,
    model: type[Base],
    rows: Iterable[_Values],
    *returning: InstrumentedAttribute[Any],
) -> list[tuple[Any, ...]]:
    """Insert rows whose unique key is not there yet; answer the asked columns of these, in no particular order.

    All rows have the same columns.
    """
    table = model.metadata.tables[model.__tablename__]
    asked = [table.c[one.key] for one in returning]
    found: list[tuple[Any, ...]] = []
    for some in portions(rows):
        wanted, values = _insert(session, table, some)
        answering = wanted.on_conflict_do_nothing().returning(*asked)
        found.extend(tuple(row) for row in session.connection().execute(answering, values))
    return found


def insert_rows(session: Session, model: type[Base], rows: Iterable[_Values]) -> None:
    """Insert rows that cannot be there yet; all have the same columns."""
    table = model.metadata.tables[model.__tablename__]
    for some in portions(rows):
        session.connection().execute(*_insert(session, table, some))


def _insert(
    session: Session, table: Table, rows: Sequence[_Values]
) -> tuple["sqlite.Insert | postgresql.Insert", Any]:
    """Answer a statement that inserts some rows, and its values."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table), rows
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  0.1 s and 4 MiB that SQLite does not need

    # One array a column: a value of its own for every cell would cost the driver more than the server takes to write.
    names = list(rows[0])
    arrays = [bindparam(one, type_=ARRAY(table.c[one].type)) for one in names]
    unnested = select(func.unnest(*arrays).table_valued(*names).render_derived())
    wanted = postgresql.insert(table).from_select(names, unnested)
    return wanted, {one: [row[one] for row in rows] for one in names}


def portions(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """Part what may be very much into lists of some hundred."""
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some
