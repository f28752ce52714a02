"""What the pages about Word files around a year are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from tracker.accounts.models import Unit
from tracker.documents.rules.plain import PlainDocument
from tracker.web.forms import ChineseForm
from tracker.yearend.actions.papers import Settlement
from tracker.yearend.models import WordTemplate, YearFile, YearPaper
from tracker.yearend.rules.checking import CheckUp, Kind, Remark
from tracker.yearend.rules.reading_back import Choice, Difference, ReadBack
from tracker.yearend.rules.reading_back import Kind as DifferenceKind
from tracker.yearend.rules.template import LINE_WORDS, PLACEHOLDERS, unused_by


@dataclass(frozen=True, slots=True)
class PapersPage:
    """The Word files around a unit's year: what was brought, what is made, the templates."""

    template: ClassVar[str] = "yearend/papers.html"

    unit: Unit
    year: int
    address: dict[str, Any]
    papers: Sequence[YearPaper]
    templates: Sequence[WordTemplate]
    files: Sequence[YearFile]
    paper_form: ChineseForm
    template_form: ChineseForm
    limit_mb: int
    most_rows: int

    @property
    def placeholders(self) -> tuple[tuple[str, str], ...]:
        """Answer what a template may ask for, and what it gets."""
        return PLACEHOLDERS

    @property
    def line_words(self) -> tuple[str, ...]:
        """Answer what a line of the ledger gives in a template."""
        return tuple(f"行.{word}" for word, _ in LINE_WORDS)

    @property
    def kept_templates(self) -> tuple[tuple[WordTemplate, tuple[str, ...]], ...]:
        """Answer the templates with the sections that each leaves out."""
        return tuple((one, unused_by(one.used)) for one in self.templates)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line, with the sentences said of it; ``id`` where a link leads to it."""

    text: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a file: its number, and its stretches."""

    number: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A remark with the number of the paragraph that it is about, and the words around it."""

    remark: Remark
    line: int
    before: str
    words: str
    behind: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A file checked: remarks by kind, lengths, and its text with the places marked."""

    template: ClassVar[str] = "yearend/check.html"

    paper: YearPaper
    checked: CheckUp
    groups: tuple[tuple[Kind, tuple[Place, ...]], ...]
    lines: tuple[Line, ...]
    filed_form: ChineseForm
    address: dict[str, Any]
    may_file: bool

    @property
    def found(self) -> int:
        """Answer how many places there are to look at."""
        return sum(self.checked.counted.values())


@dataclass(frozen=True, slots=True)
class Item:
    """A difference with what was chosen about it, the task numbers behind it, and the paragraph in the file."""

    found: Difference
    chosen: Settlement | None
    numbers: tuple[tuple[int, str], ...]
    line: int | None

    @property
    def choices(self) -> tuple[tuple[Choice, str], ...]:
        """Answer what may be chosen, and what comes of it."""
        return tuple((one, self.found.kind.told(one)) for one in self.found.choices)


@dataclass(frozen=True, slots=True)
class BackPage:
    """A rewritten file read back: its differences by kind, each to be settled."""

    template: ClassVar[str] = "yearend/read_back.html"

    paper: YearPaper
    read: ReadBack
    groups: tuple[tuple[DifferenceKind, tuple[Item, ...]], ...]
    left: int
    to_change: tuple[Item, ...]
    address: dict[str, Any]
    trouble: str = ""

    @property
    def found(self) -> int:
        """Answer how many differences there are."""
        return len(self.read.differences)


def places_of(
    document: PlainDocument, checked: CheckUp
) -> tuple[tuple[Kind, tuple[Place, ...]], ...]:
    """Lay out the remarks of a check-up by kind, each with its paragraph and the words around it."""
    found = [_place(document, one) for one in checked.remarks]
    return tuple(
        (kind, tuple(one for one in found if one.remark.kind is kind)) for kind in checked.counted
    )


def lines_of(document: PlainDocument, remarks: Sequence[Remark]) -> tuple[Line, ...]:
    """Lay out the text of a file by paragraphs, the places of remarks apart."""
    return tuple(
        Line(number, tuple(_stretches(document.text, block.start, block.end, remarks)))
        for number, block in enumerate(document.blocks, start=1)
    )


def line_at(document: PlainDocument, start: int | None) -> int | None:
    """Answer the number of the paragraph in which a place lies."""
    if start is None:
        return None
    blocks = enumerate(document.blocks, start=1)
    return next((number for number, one in blocks if one.start <= start <= one.end), None)


_AROUND = 14


def _place(document: PlainDocument, remark: Remark) -> Place:
    text = document.text
    line = line_at(document, remark.start) or 1
    block = document.blocks[line - 1]
    return Place(
        remark,
        line,
        text[max(block.start, remark.start - _AROUND) : remark.start],
        text[remark.start : remark.end],
        text[remark.end : min(block.end, remark.end + _AROUND)],
    )


def _stretches(text: str, start: int, end: int, remarks: Sequence[Remark]) -> list[Stretch]:
    here = [one for one in remarks if one.start < end and start < one.end]
    edges = {start, end}
    for one in here:
        edges |= {max(start, one.start), min(end, one.end)}
    cuts = sorted(edges)
    return [
        Stretch(
            text[left:right],
            tuple(one.sentence for one in here if one.start <= left and right <= one.end),
        )
        for left, right in pairwise(cuts)
    ]
