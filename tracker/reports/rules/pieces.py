"""The first pass: a document cut into pieces at its marks, labels, full stops and line ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.documents.rules.marks import (
    CANDIDATE,
    Mark,
    MarkKind,
    Standing,
    is_credible,
    mark_in_folded,
    standing_of,
)
from tracker.documents.rules.plain import Block, BlockKind, PlainDocument
from tracker.reports.rules import words
from tracker.reports.rules.labels import Label, labels_in
from tracker.reports.rules.words import any_of


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]``: at most one sentence; ``body`` lies behind its mark or label.

    ``line`` is the ordinal of its line; ``opens_line`` and ``ends_line`` tell whether it is the first and
    the last piece there.
    """

    start: int
    body: int
    end: int
    line: int
    opens_line: bool
    ends_line: bool
    mark: Mark | None = None
    label: Label | None = None
    styled: int | None = None

    @property
    def fills_line(self) -> bool:
        """Tell whether the piece is the whole line."""
        return self.opens_line and self.ends_line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text: a paragraph, a part of one, or a paragraph inside a table cell."""

    start: int
    end: int
    mark_end: int
    styled: int | None


_STOP = re.compile(r"[。!?]+[”)】》]*")
# A colon behind an announcement ends a piece as a full stop does.
_LEAD_COLON = re.compile(
    rf"(?:{any_of(words.LACKS)}|表现|体现|如下|以下|方面|主要[有是]|主要为|原因)[^,。;:]{{0,8}}:",
)
# A copy without line breaks keeps the indents: two spaces behind a stop or before a mark of a paragraph.
_LINE_GAP = re.compile(
    "\n|(?<=[。！？!?；;：:])[ \u3000]{2,}|(?<=\\S)[ \u3000]{2,}"
    "(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}(?:、|[.．](?![0-9])))"
)
_PAGE_MARK = re.compile(r"^(?:[-—–_ ]*\d{1,3}[-—–_ ]*|第 ?\d{1,3} ?页(?:[ ,/]*共 ?\d{1,3} ?页)?)$")
_TOC_LINE = re.compile(r"(?:\.{3}|…{2}|·{3}|\t|_{3}) ?\d{1,3}$")
_HEAD_BEFORE = re.compile(
    rf"(?:{any_of(words.LACKS)}|原因|分析|打算|计划|措施|思路|安排|重点|方向|如下|方面|表现[在为]|主要[有是]|情况|成效|做法|{any_of(words.NEXT)}的?工作)[:。 ]?$",
)
_AHEAD = re.compile(
    rf" ?(?:{any_of(words.ADVERBS)})?(?:存在|面临|主要问题|{any_of(words.NEXT)}|原因分析|整改措施|努力方向)",
)
_NOT_IT_IS = frozenset("统唯第之这那万单专同进逐任某每不十百期周初划归如合为")
_NO_REFERENCE = frozenset("第条款项表件号")
_BRACKET_ENDS = frozenset("】]〗")
_LOOK_BACK, _LOOK_AHEAD, _TOC_TAIL = 12, 2000, 12
# How the second entry begins where the first stands in the middle of a sentence.
_SECONDS = {MarkKind.IT_IS: "二是", MarkKind.MUST: "二要", MarkKind.ON_ONE_HAND: "另一方面"}
_GLUED_KINDS = frozenset(
    {
        MarkKind.HAN_PAREN,
        MarkKind.ARABIC_PAREN,
        MarkKind.ARABIC,
        MarkKind.ARABIC_COMMA,
        MarkKind.ARABIC_HALF_PAREN,
    }
)


SECTION_LABEL = re.compile(
    rf"[【\[〖] ?(?P<title>[^【】\[\]〖〗。,;]{{0,6}}(?:{any_of(words.LACKS, words.CAUSES, words.PLANS, words.PLAN_TITLES, words.NEXT, words.WORK)})) ?[】\]〗] ?:?"
)
"""【问题】: a heading in brackets, wherever it stands; the title is between them."""


def lines_of(document: PlainDocument, folded: str, skipped: list[tuple[int, int]]) -> list[Line]:
    """Return the lines of running text, without tables of contents, page marks and the ``skipped`` ranges."""
    return [
        line
        for block in document.blocks
        if not any(start <= block.start < end for start, end in skipped)
        for line in _block_lines(block, document.text)
        if not _is_noise(folded[line.start : line.end])
    ]


def _is_noise(folded_line: str) -> bool:
    ending = folded_line[-_TOC_TAIL:]
    return _PAGE_MARK.match(folded_line) is not None or _TOC_LINE.search(ending) is not None


def _block_lines(block: Block, text: str) -> Iterator[Line]:
    if block.kind is BlockKind.NOTE:
        return
    if block.kind is BlockKind.ROW:
        spans = [(cell.start, cell.end) for cell in block.cells] or [(block.start, block.end)]
        for start, end in spans:
            yield from _split_lines(text, start, end, -1, None)
        return
    yield from _split_lines(text, block.start, block.end, block.mark_end, block.heading_level)


def _split_lines(
    text: str, start: int, end: int, mark_end: int, styled: int | None
) -> Iterator[Line]:
    at = start
    for gap in [*_LINE_GAP.finditer(text, start, end), None]:
        behind = gap.start() if gap else end
        raw = text[at:behind]
        first = at + len(raw) - len(raw.lstrip())
        last = at + len(raw.rstrip())
        if first < last:
            yield Line(first, last, mark_end if at == start else -1, styled)
        at = gap.end() if gap else end


def pieces_of(lines: list[Line], folded: str, no_labels: frozenset[int]) -> list[Piece]:
    """Cut every line into pieces; labels that begin at a place in ``no_labels`` are words like others."""
    return [
        piece
        for number, line in enumerate(lines)
        for piece in _cut(line, number, folded, no_labels)
    ]


def _cut(line: Line, number: int, folded: str, no_labels: frozenset[int]) -> Iterator[Piece]:
    marks = {mark.start: mark for mark in _marks(line, folded)}
    labels = {
        label.start: label
        for label in labels_in(folded, line.start, line.end)
        if label.start not in no_labels and label.start not in marks
    }
    cuts = {line.start, *marks, *labels}
    cuts |= {stop.end() for stop in _STOP.finditer(folded, line.start, line.end)}
    cuts |= {one.start() for one in SECTION_LABEL.finditer(folded, line.start, line.end)}
    cuts |= {colon.end() for colon in _LEAD_COLON.finditer(folded, line.start, line.end)}
    edges = sorted(cut for cut in cuts if cut < line.end)
    for start, end in zip(edges, [*edges[1:], line.end], strict=True):
        mark, label = marks.get(start), labels.get(start)
        body = mark.end if mark else label.end if label else start
        while body < end and folded[body] in " \t":
            body += 1
        yield Piece(
            start, body, end, number, start == line.start, end == line.end, mark, label, line.styled
        )  # fmt: skip


def _marks(line: Line, folded: str) -> Iterator[Mark]:
    at, seen = line.start, dict[MarkKind, int]()
    if line.mark_end > line.start:
        mark = _automatic_mark(line, folded)
        seen[mark.kind], at = mark.ordinal, mark.end
        yield mark
    for candidate in CANDIDATE.finditer(folded, at, line.end):
        if candidate.start() < at:
            continue
        mark_found = mark_in_folded(folded, candidate.start())
        if mark_found and mark_found.end <= line.end and _stands(mark_found, line, folded, seen):
            yield mark_found
            seen[mark_found.kind], at = mark_found.ordinal, mark_found.end


def _automatic_mark(line: Line, folded: str) -> Mark:
    """Trust the word processor: what it numbered is a mark, whatever it looks like."""
    printed = mark_in_folded(folded, line.start)
    if printed is not None and printed.end >= line.mark_end:
        return printed
    kind, level, ordinal = MarkKind.BULLET, 6, 0
    bare = folded[line.start : line.mark_end]
    if bare.isdecimal():
        return Mark(MarkKind.ARABIC, 3, int(bare), line.start, line.mark_end)
    if printed is not None:
        kind, level, ordinal = printed.kind, printed.level, printed.ordinal
    return Mark(kind, level, ordinal, line.start, line.mark_end)


def _stands(mark: Mark, line: Line, folded: str, seen: dict[MarkKind, int]) -> bool:
    if mark.start == line.start:
        return True
    if is_credible(mark, folded):
        return standing_of(mark, folded) is not Standing.LINE
    return _stands_glued(mark, line, folded, seen)


def _stands_glued(mark: Mark, line: Line, folded: str, seen: dict[MarkKind, int]) -> bool:
    """Believe a mark in the middle of a sentence only when its neighbours speak for it."""
    before = folded[mark.start - 1]
    continues = seen.get(mark.kind, 0) == mark.ordinal - 1 and mark.ordinal > 1
    if mark.kind is MarkKind.CIRCLED or before in _BRACKET_ENDS:
        return True
    if mark.kind in _SECONDS:
        return before not in _NOT_IT_IS and (continues or _second_follows(mark, line, folded))
    if mark.kind is MarkKind.HAN:
        return _AHEAD.match(folded, mark.end) is not None and before not in "第、"
    if (
        mark.kind not in _GLUED_KINDS
        or before in _NO_REFERENCE
        or (before.isascii() and before.isalnum())
    ):
        return False
    if continues:
        return True
    window = folded[max(line.start, mark.start - _LOOK_BACK) : mark.start]
    return mark.ordinal == 1 and _HEAD_BEFORE.search(window) is not None


def _second_follows(mark: Mark, line: Line, folded: str) -> bool:
    if mark.ordinal != 1:
        return False
    limit = min(line.end, mark.end + _LOOK_AHEAD)
    return folded.find(_SECONDS[mark.kind], mark.end, limit) >= 0
