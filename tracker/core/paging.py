"""Cutting a list into pages without counting everything."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

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
    return page_of(session.scalars(piece(select, number, size)), number, size)


def piece(select: Select[Row], number: int, size: int = PAGE_SIZE) -> Select[Row]:
    """Narrow a select to page ``number`` and the row behind it."""
    return select.limit(size + 1).offset((_within(number) - 1) * size)


def page_of(rows: Iterable[Row], number: int, size: int = PAGE_SIZE) -> Page[Row]:
    """Make a page of what :func:`piece` found."""
    found = list(rows)
    return Page(rows=tuple(found[:size]), number=_within(number), has_next=len(found) > size)


def _within(number: int) -> int:
    return max(1, min(number, 100_000))
