"""How long a report and its parts are, and headings below which nothing stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.results import Heading
from tracker.yearend.rules.checking.findings import Kind, Remark
from tracker.yearend.rules.checking.numbering import ATTACHMENTS


@dataclass(frozen=True, slots=True)
class PartLength:
    """A part of a report under a heading of the first level, and its characters without spaces."""

    heading: str
    characters: int
    is_problems: bool
    start: int


@dataclass(frozen=True, slots=True)
class Lengths:
    """The characters of a report, its tables aside, and those of its parts."""

    whole: int
    parts: tuple[PartLength, ...]

    @property
    def share_of_problems(self) -> int | None:
        """Answer how many of a hundred characters tell of problems; None when no part does."""
        told = sum(one.characters for one in self.parts if one.is_problems)
        return round(100 * told / self.whole) if told and self.whole else None


def lengths_of(document: PlainDocument, outline: Sequence[Heading]) -> Lengths:
    """Count the characters of a report and of its parts."""
    tops = [one for one in outline if one.level == min(each.level for each in outline)]
    ends = [*(one.start for one in tops[1:]), len(document.text)][: len(tops)]
    return Lengths(
        whole=_count(document, 0, len(document.text)),
        parts=tuple(
            PartLength(
                f"{one.number or ''}{one.heading}",
                _count(document, one.start, end),
                one.kind == SectionKind.PROBLEMS,
                one.start,
            )
            for one, end in zip(tops, ends, strict=True)
        ),
    )


def empty_headings(document: PlainDocument, outline: Sequence[Heading]) -> Iterator[Remark]:
    """Yield the headings directly above another one of their level or a higher one, and a last one with nothing below."""
    outline = [one for one in outline if not _names_attachment(document.text, one)]
    for one, after in pairwise(outline):
        if after.level <= one.level and _is_bare(document.text, one, after.start):
            yield _remark(one)
    if outline and _is_bare(document.text, outline[-1], len(document.text)):
        yield _remark(outline[-1])


def _names_attachment(text: str, heading: Heading) -> bool:
    line_start = text.rfind("\n", 0, heading.start) + 1
    behind = text.rfind("\n附件", 0, line_start) >= 0
    return behind or text.startswith(ATTACHMENTS, line_start)


def _is_bare(text: str, heading: Heading, end: int) -> bool:
    line_end = text.find("\n", heading.end)
    own_line = text[heading.end : end if line_end < 0 else min(line_end, end)].strip(" 。：:")
    return not own_line and not text[heading.end : end].strip(" \n。：:")


def _remark(heading: Heading) -> Remark:
    told = f"{heading.number or ''}{heading.heading}"
    return Remark(Kind.EMPTY, f"“{told}”下面没有内容。", heading.start, heading.end)


def _count(document: PlainDocument, start: int, end: int) -> int:
    """Answer the characters of paragraphs between two places, as word processors count Chinese: no spaces."""
    return sum(
        len("".join(document.text[max(one.start, start) : min(one.end, end)].split()))
        for one in document.blocks
        if one.table is None and one.start < end and start < one.end
    )
