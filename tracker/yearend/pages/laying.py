"""Laying an edited draft out for the editor: a page of it at a time, each paragraph with what can be done to it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.core.errors import NotFoundError
from tracker.yearend.pages.editor import LaidView, LeafView, OutlineLine, slug_of
from tracker.yearend.pages.words import passage_view
from tracker.yearend.queries import Desk
from tracker.yearend.rules.draft import Part, Passage, Section
from tracker.yearend.rules.editing.edits import OWN
from tracker.yearend.rules.editing.moving import neighbour
from tracker.yearend.rules.editing.warnings import Warned
from tracker.yearend.rules.numbers import han
from tracker.yearend.rules.outline import Entry
from tracker.yearend.rules.placing import shared

AT_ONCE = 60  # paragraphs on one page; a longer report is read heading by heading


@dataclass(frozen=True, slots=True)
class Leaf:
    """Paragraphs of one heading as far as one page shows them, those from ``first`` on."""

    section: Section
    part: Part
    number: int
    opens: bool
    first: int = 0

    @property
    def heading(self) -> str:
        """Answer the heading right above the text."""
        return self.part.heading or self.section.heading

    @property
    def numbered(self) -> str:
        """Answer the second heading with the number that it has on paper; empty without one."""
        headings = [one.heading for one in self.section.parts if one.heading]
        heading = self.part.heading
        return f"（{han(headings.index(heading) + 1)}）{heading}" if heading else ""


def leaves_of(sections: Sequence[Section]) -> Iterator[Leaf]:
    """Answer every heading with text below it, in order, a long one in pieces that one page holds."""
    for number, section in enumerate(sections, start=1):
        for place, part in enumerate(section.parts):
            for first in range(0, max(len(part.passages), 1), AT_ONCE):
                yield Leaf(section, part, number, opens=not place and not first, first=first)


def pages_of(leaves: Sequence[Leaf]) -> list[list[Leaf]]:
    """Put headings on pages of about so many paragraphs; a report of usual length is one page."""
    pages: list[list[Leaf]] = [[]]
    room = AT_ONCE
    for leaf in leaves:
        size = min(len(leaf.part.passages) - leaf.first, AT_ONCE)
        if pages[-1] and size > room:
            pages.append([])
            room = AT_ONCE
        pages[-1].append(leaf)
        room -= size
    return pages


class Layer:
    """Lays the paragraphs of a desk out."""

    def __init__(self, desk: Desk, warned: Sequence[Warned]) -> None:
        self.edited = desk.report.edited
        self.draft = desk.report.draft
        self.numbers = {one.id: one.number for one in desk.report.facts.tasks}
        self.warned: Mapping[str, list[str]] = defaultdict(list)
        for one in warned:
            self.warned[one.key].append(one.sentence)
        entries = _entries(desk)
        self.entries = {name: entries.get(name, Entry(name)) for name in self.draft.headings}

    def leaf(self, leaf: Leaf) -> LeafView:
        """Lay out one heading with its paragraphs."""
        keys = [one.key for one in leaf.part.passages]
        marks = _marks(leaf, self.draft.told_keys)
        shown = leaf.part.passages[leaf.first : leaf.first + AT_ONCE]
        return LeafView(
            slug=slug_of(f"h{leaf.number}{leaf.heading}"),
            above=f"{han(leaf.number)}、{leaf.section.heading}" if leaf.opens else "",
            heading=leaf.numbered,
            drops=leaf.heading if leaf.heading in self.entries else "",
            passages=tuple(
                self.passage(one, keys, leaf.heading, marks.get(one.key, "")) for one in shown
            ),
        )

    def alone(self, key: str) -> LaidView:
        """Lay out one paragraph by its key, at the place where it stands.

        Raises:
            NotFoundError: the draft has no such paragraph.
        """
        if key == self.draft.opening.key:
            return self.passage(self.edited.laid[key].passage, [key], "")
        for leaf in leaves_of(self.edited.whole):
            keys = [one.key for one in leaf.part.passages]
            if key in keys:
                found = leaf.part.passages[keys.index(key)]
                marks = _marks(leaf, self.draft.told_keys)
                return self.passage(found, keys, leaf.heading, marks.get(key, ""))
        raise NotFoundError

    def passage(
        self, passage: Passage, keys: Sequence[str], heading: str, mark: str = ""
    ) -> LaidView:
        """Lay out one paragraph among those of its heading."""
        laid = self.edited.laid[passage.key]
        view = passage_view(passage, mark, self.numbers)
        own, placed = passage.key.startswith(OWN), passage.key.startswith("work:")
        about = self.draft.about.get(passage.key, "")
        entry = self.entries.get(heading)
        proposed = entry is not None and placed and laid.edit.heading is None
        return LaidView(
            key=passage.key,
            slug=slug_of(passage.key),
            mark=view.mark,
            lead=view.lead,
            sentences=view.sentences,
            length=passage.length,
            version=laid.edit.version,
            reworded_by=laid.edit.by if laid.edit.is_reworded else "",
            moved_on=laid.has_moved_on,
            left_out=laid.edit.left_out,
            own=own,
            warnings=tuple(self.warned.get(passage.key, ())),
            up=neighbour(keys, passage.key, up=True) if passage.key in keys else None,
            down=neighbour(keys, passage.key, up=False) if passage.key in keys else None,
            heading=heading,
            headings=self.draft.headings if placed and len(self.entries) > 1 else (),
            shared=tuple(shared(about, entry)) if entry is not None and proposed else (),
        )


def _marks(leaf: Leaf, told: frozenset[str]) -> dict[str, str]:
    """Answer the numbers of items as they are printed: through the whole section, without what is left out."""
    items = [one for one in leaf.section.passages if one.lead and one.key in told]
    return {one.key: f"（{han(number)}）" for number, one in enumerate(items, start=1)}


def _entries(desk: Desk) -> dict[str, Entry]:
    facts = desk.report.facts
    found = {leaf.heading: leaf for one in facts.outline for leaf in one.leaves}
    return found or {one.heading: Entry(one.heading, sample=one.sample) for one in facts.headings}


def outline_of(
    sections: Sequence[Section],
    pages: Sequence[Sequence[Leaf]],
    drops: Sequence[str],
    url: Callable[[int, str], str],
) -> Iterator[OutlineLine]:
    """Answer the headings at the left, each with the page and place on which its text begins."""
    at = {
        (leaf.number, leaf.heading): number
        for number, page in reversed(list(enumerate(pages, start=1)))
        for leaf in page
    }
    for number, section in enumerate(sections, start=1):
        first = section.parts[0].heading or section.heading if section.parts else section.heading
        yield _line(
            1,
            section,
            f"{han(number)}、{section.heading}",
            "",
            url(at.get((number, first), 1), slug_of(f"h{number}{first}")),
        )
        for place, part in enumerate(section.parts, start=1):
            if part.heading:
                place_at = url(
                    at.get((number, part.heading), 1), slug_of(f"h{number}{part.heading}")
                )
                drop = part.heading if part.heading in drops else ""
                yield _line(2, part, f"（{han(place)}）{part.heading}", drop, place_at)


def _line(rank: int, one: Section | Part, heading: str, drops: str, url: str) -> OutlineLine:
    return OutlineLine(
        rank=rank,
        heading=heading,
        drops=drops,
        url=url,
        passages=len(one.passages),
        length=one.length,
        words=one.words,
        wants=one.wants,
    )
