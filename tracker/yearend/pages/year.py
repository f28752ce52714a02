"""What the page of a year and that of the tasks behind a figure are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from tracker.accounts.models import Unit
from tracker.yearend.pages.words import DraftView
from tracker.yearend.queries import Entries
from tracker.yearend.rules.facts import TaskFact
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.rate import RateApart
from tracker.yearend.rules.statistics import YearFigures
from tracker.yearend.rules.tables import Table

_OPEN_TABLES = 1
_SMALL = 4  # columns


@dataclass(frozen=True, slots=True)
class YearPage:
    """A unit's year: figures for all who read the ledger, the draft for its clerk."""

    template: ClassVar[str] = "yearend/show.html"

    unit: Unit
    units: Sequence[Unit]
    year: int
    as_of: date
    last_day: date
    length: Length
    figures: YearFigures
    tables: tuple[Table, ...]
    draft: DraftView | None
    address: dict[str, Any]
    entries: Entries

    @property
    def problem_year(self) -> int:
        """Answer the year of the report whose problems are worked off in this one."""
        return self.year - 1

    @property
    def first_tables(self) -> tuple[Table, ...]:
        """Answer the tables that are always open."""
        return self.tables[:_OPEN_TABLES]

    @property
    def wide_tables(self) -> tuple[Table, ...]:
        """Answer the further tables of many columns."""
        return tuple(one for one in self._others if len(one.columns) > _SMALL)

    @property
    def small_tables(self) -> tuple[Table, ...]:
        """Answer the further tables of few columns, which stand side by side."""
        return tuple(one for one in self._others if len(one.columns) <= _SMALL)

    @property
    def other_titles(self) -> str:
        """Name the further tables."""
        return "、".join(one.columns[0] for one in (*self.wide_tables, *self.small_tables))

    @property
    def _others(self) -> tuple[Table, ...]:
        return self.tables[_OPEN_TABLES:]

    @property
    def lengths(self) -> tuple[Length, ...]:
        """Answer the lengths to choose from."""
        return tuple(Length)


@dataclass(frozen=True, slots=True)
class NoLedgerPage:
    """Shown to somebody who sees no unit's ledger."""

    template: ClassVar[str] = "yearend/none.html"


@dataclass(frozen=True, slots=True)
class RatePage:
    """The problems behind 整改完成率, and the rule by which they count."""

    template: ClassVar[str] = "yearend/rate.html"

    unit: Unit
    year: int
    as_of: date
    apart: RateApart
    address: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BehindPage:
    """The tasks behind one line of a table."""

    template: ClassVar[str] = "yearend/behind.html"

    unit: Unit
    year: int
    as_of: date
    title: str
    label: str
    tasks: tuple[TaskFact, ...]
    address: dict[str, Any]
