"""Which rows tell of which kept files: the columns of every table that are named for it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from tracker.core.db import Base

_NAMES = ("file_hash", "filled_hash")  # or ending so; passwords and trails have hashes, too


def columns_of_files() -> Iterator[ColumnElement[Any]]:
    """Answer every column of the known tables that names kept files."""
    for table in Base.metadata.sorted_tables:
        yield from (one for one in table.columns if one.name.endswith(_NAMES))


def told_of(session: Session) -> frozenset[str]:
    """Answer the hashes of all files that any row names, destroyed ones too."""
    return frozenset(
        found
        for column in columns_of_files()
        for found in session.scalars(select(column).where(column.is_not(None)).distinct())
    )


def is_told_of_outside(session: Session, table_name: str, sha256: str) -> bool:
    """Answer whether a row of any other table than one names a kept file."""
    return any(
        session.execute(select(column).where(column == sha256).limit(1)).first() is not None
        for column in columns_of_files()
        if getattr(column, "table").name != table_name  # noqa: B009  an element of a table, to SQLAlchemy's types
    )
