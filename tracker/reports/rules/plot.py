"""The plot of a document: its pieces, headings, cues and sections, as later passes need them."""

from dataclasses import dataclass, field

from tracker.documents.rules.marks import Mark, MarkKind
from tracker.reports.rules.cues import Cue
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.heads import Head
from tracker.reports.rules.pieces import Piece

_SAME_FAMILY = {MarkKind.ARABIC_COMMA: MarkKind.ARABIC}


_RANKS = {
    MarkKind.HAN: 1,
    MarkKind.HAN_PAREN: 2,
    MarkKind.ARABIC: 3,
    MarkKind.ORDINAL: 3,
    MarkKind.DECIMAL: 3,
    MarkKind.ARABIC_PAREN: 4,
}
DEEPEST_OF_CHAPTERS = _RANKS[MarkKind.ARABIC_PAREN]
"""Marks below this rank never open a chapter."""


def family_of(mark: Mark) -> MarkKind:
    """Return the kind under which marks are counted: 1. and 1、 are one list."""
    return _SAME_FAMILY.get(mark.kind, mark.kind)


def rank_of(mark: Mark) -> int:
    """Return how deep marks of this kind usually stand, 1 (一、) to 5 (一是, bullets)."""
    return _RANKS.get(family_of(mark), 5)


@dataclass(slots=True)
class Section:
    """Pieces ``first`` to ``last`` (half-open); ``start`` is where its own text begins behind the heading."""

    kind: SectionKind
    first: int
    start: int
    head: Head | None = None
    soft: bool = False
    last: int = -1


@dataclass(slots=True)
class Plot:
    """What later passes need: pieces, the heading of each (or None), the cue of each (or None)."""

    folded: str
    pieces: list[Piece]
    heads: list[Head | None]
    cues: list[Cue | None]
    sections: list[Section] = field(default_factory=list)

    def body(self, index: int) -> str:
        """Return the folded text of a piece behind its mark."""
        piece = self.pieces[index]
        return self.folded[piece.body : piece.end]


def first_free(plot: Plot, section: Section) -> int:
    """Return the first piece whose mark is the section's own business and not its heading's."""
    if section.first < section.last and section.start > plot.pieces[section.first].start:
        return section.first + 1
    return section.first
