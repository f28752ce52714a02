"""Narrowing a select to many ids, or leaving it as wide as it is."""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.core.many import among

_Wanted = TypeVar("_Wanted", bound=Select[*tuple[Any, ...]])


def narrowed(
    wanted: _Wanted, column: InstrumentedAttribute[int], only: Collection[int] | None
) -> _Wanted:
    """Answer a select for some ids alone when they are given, in one statement however many they are."""
    return wanted if only is None else wanted.where(among(column, only))
