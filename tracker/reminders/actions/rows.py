"""Inserting many rows at once, leaving out those whose unique key is there already."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.core.db import Base


def insert_new(
    session: Session,
    model: type[Base],
    rows: Sequence[Mapping[str, Any]],
    *returning: InstrumentedAttribute[Any],
) -> list[tuple[Any, ...]]:
    """Insert rows and answer the asked columns of those that were new, in no particular order.

    Plain rows into the table: making objects of them would take most of the time.
    """
    if not rows:
        return []
    lite = session.get_bind().dialect.name == "sqlite"
    table = model.metadata.tables[model.__tablename__]
    insert = (sqlite.insert if lite else postgresql.insert)(table)
    columns = [table.c[one.key] for one in returning]
    wanted = insert.on_conflict_do_nothing().returning(*columns)
    return [tuple(row) for row in session.connection().execute(wanted, list(rows))]
