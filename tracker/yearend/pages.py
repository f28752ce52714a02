"""What the pages of a year are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from tracker.accounts.models import Unit
from tracker.documents.rules.paper import split_gaps
from tracker.yearend.queries import Entries
from tracker.yearend.rules.composing import Length
from tracker.yearend.rules.draft import Draft, NotUsed, Passage
from tracker.yearend.rules.facts import TaskFact
from tracker.yearend.rules.numbers import han
from tracker.yearend.rules.statistics import YearFigures
from tracker.yearend.rules.tables import Table

_OPEN_TABLES = 1
_SMALL = 4  # columns


@dataclass(frozen=True, slots=True)
class Source:
    """A task behind a sentence."""

    id: int
    number: str


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence as stretches, each with whether it is a gap, and the tasks that it is told from."""

    parts: tuple[tuple[str, bool], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class PassageView:
    """A paragraph; ``mark`` and ``lead`` are empty for one without a title of its own."""

    mark: str
    lead: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """Paragraphs under a second heading."""

    heading: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the draft with its number."""

    heading: str
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """The draft as the page shows it."""

    title: str
    gaps: int
    opening: PassageView
    sections: tuple[SectionView, ...]
    lengths: tuple[tuple[str, PassageView], ...]
    not_used: tuple[NotUsed, ...]
    warnings: tuple[str, ...]


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


def draft_view(draft: Draft, tasks: Sequence[TaskFact]) -> DraftView:
    """Lay out a draft for the page: gaps apart from words, each sentence with its tasks."""
    numbers = {one.id: one.number for one in tasks}
    return DraftView(
        title=draft.title,
        gaps=draft.gaps,
        opening=_passage(draft.opening, "", numbers),
        sections=tuple(
            SectionView(
                f"{han(place)}、{section.heading}",
                tuple(
                    PartView(
                        f"（{han(number)}）{part.heading}" if part.heading else "",
                        _passages(part.passages, numbers),
                    )
                    for number, part in enumerate(section.parts, start=1)
                ),
            )
            for place, section in enumerate(draft.sections, start=1)
        ),
        lengths=(
            (Length.CLAUSE.label, _passage(draft.clause, "", numbers)),
            (Length.PARAGRAPH.label, _passage(draft.paragraph, "", numbers)),
        ),
        not_used=draft.not_used,
        warnings=draft.warnings,
    )


def _passages(passages: Sequence[Passage], numbers: Mapping[int, str]) -> tuple[PassageView, ...]:
    items = 0
    views = []
    for passage in passages:
        items += bool(passage.lead)
        views.append(_passage(passage, f"（{han(items)}）" if passage.lead else "", numbers))
    return tuple(views)


def _passage(passage: Passage, mark: str, numbers: Mapping[int, str]) -> PassageView:
    following = [*(one.tasks for one in passage.sentences[1:]), None]
    return PassageView(
        mark=mark,
        lead=passage.lead,
        sentences=tuple(
            # Sentences in a row from the same tasks name them once, behind the last.
            SentenceView(
                split_gaps(one.text), () if one.tasks == after else _sources(one.tasks, numbers)
            )
            for one, after in zip(passage.sentences, following, strict=False)
        ),
    )


def _sources(tasks: Sequence[int], numbers: Mapping[int, str]) -> tuple[Source, ...]:
    return tuple(Source(one, numbers[one]) for one in tasks)
