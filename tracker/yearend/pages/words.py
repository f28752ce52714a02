"""The words of a draft as a page shows them: gaps apart, each sentence with the tasks behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.documents.rules.paper import split_gaps
from tracker.yearend.rules.draft import Draft, NotUsed, Passage
from tracker.yearend.rules.facts import TaskFact
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.numbers import han


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


def draft_view(draft: Draft, tasks: Sequence[TaskFact]) -> DraftView:
    """Lay out a draft for the page: gaps apart from words, each sentence with its tasks."""
    numbers = {one.id: one.number for one in tasks}
    return DraftView(
        title=draft.title,
        gaps=draft.gaps,
        opening=passage_view(draft.opening, "", numbers),
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
            (Length.CLAUSE.label, passage_view(draft.clause, "", numbers)),
            (Length.PARAGRAPH.label, passage_view(draft.paragraph, "", numbers)),
        ),
        not_used=draft.not_used,
        warnings=draft.warnings,
    )


def _passages(passages: Sequence[Passage], numbers: Mapping[int, str]) -> tuple[PassageView, ...]:
    items = 0
    views = []
    for passage in passages:
        items += bool(passage.lead)
        views.append(passage_view(passage, f"（{han(items)}）" if passage.lead else "", numbers))
    return tuple(views)


def passage_view(passage: Passage, mark: str, numbers: Mapping[int, str]) -> PassageView:
    """Lay out one paragraph: gaps apart from words, sentences with their tasks."""
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
