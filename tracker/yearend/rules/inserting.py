"""Putting our sections into somebody's half-written report: where each belongs, what goes, what stays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.documents.rules.marks import MarkKind, leading_mark
from tracker.documents.rules.pieces import Paragraph as FoundParagraph
from tracker.documents.rules.pieces import assemble
from tracker.reports.rules.extraction import read_report
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.results import Heading

_END = re.compile(
    r"附\s*件\s*[:：0-9一二三四五].*|附\s*件|[(（]?20\d\d ?年 ?\d{0,2} ?月 ?\d{0,2} *日[)）]?|中共.{2,24}(?:委员会|工委|党组)"
)
_DAY = re.compile(r"[(（]?20\d\d ?年.{0,9}[)）]?")
_STUB = re.compile(r"待|补|略|[×xX*＊]{2}|…")  # who has not written yet does not sign either
_SIGNERS = 2
_WRITTEN = 60  # characters of their own from which a section counts as written
_KINDS = {
    "work": SectionKind.WORK,
    "last_year": SectionKind.LAST_YEAR,
    "problems": SectionKind.PROBLEMS,
    "plan": SectionKind.PLAN,
}


class Way(StrEnum):
    """How a section of ours goes below a heading of theirs."""

    LEAVE = "leave"
    REPLACE = "replace"
    BEGIN = "begin"
    END = "end"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return {
            "leave": "不放进去",
            "replace": "替换标题下的文字",
            "begin": "放在标题下面，原文接在后面",
            "end": "接在这一节原文的后面",
        }[self.value]


@dataclass(frozen=True, slots=True)
class BodyPiece:
    """A piece of the body of a Word file by its place: a paragraph with its text, or something else.

    ``holds`` tells that it holds more than text (a picture, a break of sections, a field), so that it is never
    taken away.
    """

    place: int
    text: str
    mark: str = ""
    is_paragraph: bool = True
    heading_level: int | None = None
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A heading of theirs: pieces ``first`` to ``last`` (exclusive) stand below it.

    ``goes`` are the places of the paragraphs that replacing takes away, ``stays`` counts what it leaves; ``written``
    are the characters of all of them.
    """

    heading: BodyPiece
    kind: str
    level: int
    first: int
    last: int
    goes: tuple[BodyPiece, ...]
    stays: int
    written: int = 0

    @property
    def label(self) -> str:
        """Answer the heading as it reads, with its number."""
        return f"{self.heading.mark}{self.heading.text}".strip()

    @property
    def is_written(self) -> bool:
        """Answer whether there is text of theirs worth keeping."""
        return self.written >= _WRITTEN


@dataclass(frozen=True, slots=True)
class NewParagraph:
    """A paragraph of ours: its words, whether it is a heading, what is hidden with it."""

    text: str
    is_heading: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Insertion:
    """What is to be done at one place: take some paragraphs away, put others before ``at``, looking like ``like``."""

    at: int
    goes: tuple[int, ...]
    like: int | None
    like_heading: int | None
    paragraphs: tuple[NewParagraph, ...]


def spots_of(pieces: Sequence[BodyPiece]) -> tuple[Spot, ...]:
    """Answer the headings of a file with what stands below each, in order.

    Their kinds are those by which a report is read; the last section ends before attachments and signature.
    """
    told = [one for one in pieces if one.is_paragraph and one.text.strip()]
    document = assemble(
        FoundParagraph(one.text, heading_level=one.heading_level, mark=one.mark, indented=True)
        for one in told
    )
    by_start = {block.start: piece for block, piece in zip(document.blocks, told, strict=True)}
    found = [
        (by_start[block.start], heading)
        for heading in read_report(document).outline
        for block in document.blocks
        if block.start <= heading.start < block.end and _is_alone(by_start[block.start])
    ]
    found = _before_attachments(found)
    ends = _end_of_text(pieces, found[-1][0].place + 1 if found else 0)
    spots = []
    for number, (piece, heading) in enumerate(found):
        later = (one.place for one, other in found[number + 1 :] if other.level <= heading.level)
        last = min(next(later, ends), ends)
        below = pieces[piece.place + 1 : last]
        goes = tuple(one for one in below if one.is_paragraph and not one.holds)
        stays = sum(1 for one in below if not one.is_paragraph or one.holds)
        written = sum(len(one.text) for one in below)
        first = piece.place + 1
        spots.append(Spot(piece, heading.kind, heading.level, first, last, goes, stays, written))
    return tuple(spots)


def proposed(spots: Sequence[Spot], key: str) -> tuple[Spot | None, Way]:
    """Answer where a section of ours belongs, and how: what they have written is never replaced unasked."""
    wanted = [one for one in spots if one.kind == _KINDS.get(key)]
    spot = min(wanted, key=lambda one: one.level, default=None)
    if spot is None:
        return None, Way.LEAVE
    return spot, Way.END if spot.is_written else Way.REPLACE


def insertion_at(
    pieces: Sequence[BodyPiece], spot: Spot, way: Way, paragraphs: Sequence[NewParagraph]
) -> Insertion:
    """Answer what is to be done so that paragraphs stand below a heading."""
    goes = tuple(one.place for one in spot.goes) if way is Way.REPLACE else ()
    below = [one for one in spot.goes if len(one.text) > _SHORT and leading_mark(one.text) is None]
    like = next(iter(below), None) or _usual(pieces)
    return Insertion(
        at=spot.last if way is Way.END else spot.first,
        goes=goes,
        like=like.place if like else None,
        like_heading=_second_heading(pieces),
        paragraphs=tuple(paragraphs),
    )


_SHORT = 24


def _is_alone(piece: BodyPiece) -> bool:
    """Answer whether a heading has its paragraph to itself: text run in behind it cannot be parted."""
    return "。" not in piece.text.strip().rstrip("。")


def _before_attachments(found: list[tuple[BodyPiece, Heading]]) -> list[tuple[BodyPiece, Heading]]:
    """Leave out what reads as headings from the list of attachments on; a label above the first one is no list."""
    for number, (piece, _) in enumerate(found):
        if number and _END.fullmatch(piece.text.strip()):
            return found[:number]
    return found


def _end_of_text(pieces: Sequence[BodyPiece], begin: int) -> int:
    """Answer the place of the first piece behind the text: attachments, signature, day."""
    for piece in pieces[begin:]:
        if piece.is_paragraph and _END.fullmatch(piece.text.strip()):
            return _above_signature(pieces, piece.place, begin)
    return len(pieces)


def _above_signature(pieces: Sequence[BodyPiece], place: int, begin: int) -> int:
    """Answer the place of the first line that belongs to an end: those who sign above a day, and empty lines."""
    signers = _SIGNERS if _DAY.fullmatch(pieces[place].text.strip()) else 0
    while place > begin:
        before = pieces[place - 1]
        text = before.text.strip()
        signs = 0 < len(text) <= _SHORT and "。" not in text and not _STUB.search(text)
        if not before.is_paragraph or before.holds or (text and not (signs and signers)):
            return place
        signers -= bool(text)
        place -= 1
    return place


def _usual(pieces: Sequence[BodyPiece]) -> BodyPiece | None:
    """Answer the longest plain paragraph: body text looks like it."""
    plain = [one for one in pieces if one.is_paragraph and one.text and one.heading_level is None]
    return max(plain, key=lambda one: len(one.text), default=None)


def _second_heading(pieces: Sequence[BodyPiece]) -> int | None:
    for one in pieces:
        mark = leading_mark(f"{one.mark}{one.text}") if one.is_paragraph else None
        if mark and mark.kind is MarkKind.HAN_PAREN and len(one.text) <= _SHORT + 8:
            return one.place
    return None
