"""Running a select narrowed to many ids in portions that every database takes."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

_CHUNK = 500


def portions(
    session: Session,
    wanted: Select[*tuple[Any, ...]],
    column: InstrumentedAttribute[int],
    only: Collection[int] | None,
) -> Iterable[Row[*tuple[Any, ...]]]:
    """Run a select, narrowed to some ids in portions when they are given."""
    if only is None:
        yield from session.execute(wanted)
        return
    ids = sorted(only)
    for start in range(0, len(ids), _CHUNK):
        yield from session.execute(wanted.where(column.in_(ids[start : start + _CHUNK])))
