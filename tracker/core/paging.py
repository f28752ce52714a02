"""Cutting a list into pages without counting everything."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

PAGE_SIZE = 50
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; ``number`` counts from 1, ``has_next`` says whether another one follows."""

    rows: tuple[Row, ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Answer whether there is a page before this one."""
        return self.number > 1


def cut(session: Session, select: Select[Row], number: int, size: int = PAGE_SIZE) -> Page[Row]:
    """Fetch page ``number`` of a select of single entities, one row more than it shows."""
    number = max(1, min(number, 100_000))
    found: list[Any] = list(session.scalars(select.limit(size + 1).offset((number - 1) * size)))
    return Page(rows=tuple(found[:size]), number=number, has_next=len(found) > size)
