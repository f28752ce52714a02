"""Numbers of headings and of items in a paragraph: one left out, one twice, and stated counts that do not fit."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.documents.rules.folding import fold
from tracker.documents.rules.marks import Mark, MarkKind, leading_mark, marks_in
from tracker.documents.rules.numerals import whole_number
from tracker.documents.rules.plain import Block, BlockKind, PlainDocument
from tracker.yearend.rules.checking.findings import Kind, Remark

_IN_PARAGRAPHS = (MarkKind.IT_IS, MarkKind.CIRCLED, MarkKind.MUST, MarkKind.ARABIC_PAREN)
_LINES = (
    MarkKind.HAN,
    MarkKind.HAN_PAREN,
    MarkKind.ARABIC,
    MarkKind.ARABIC_COMMA,
    MarkKind.DECIMAL,
)
# 以下五个方面：, 抓好6项重点工作。: a number just before a list begins.
_STATED = re.compile(
    r"(?:以下|如下|下列|突出|主要|重点|具体|抓好|做好|体现为|表现为|存在|落实|坚持|实施)[^,。;:\n0-9]{0,10}?"
    r"([一二三四五六七八九十两]{1,3}|[0-9]{1,2})(?:个|项|条|点|大|种)?"
    r"(?:方面|问题|不足|短板|举措|措施|任务|重点|工作|事项|内容|表现)[^,。;:\n]{0,8}[。:]$"
)
ATTACHMENTS = ("附件：", "附件:", "附件1", "附件 1")  # a list of its own, behind the text
_FEW = 2


def numbers_amiss(document: PlainDocument) -> Iterator[Remark]:
    """Yield gaps and doubles in the numbers of headings, then of the items inside paragraphs."""
    yield from _among_lines(document)
    for block in document.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            text = document.text[block.start : block.end]
            yield from _in_paragraph(text, block.start)


def counts_amiss(document: PlainDocument) -> Iterator[Remark]:
    """Yield stated counts that disagree with the items that follow in the paragraph or below it."""
    lines = _numbered_lines(document)
    blocks = [one for one in document.blocks if one.kind is BlockKind.PARAGRAPH]
    for place, block in enumerate(blocks):
        text = document.text[block.start : block.end]
        inside = _items(text)
        said = _STATED.search(fold(text[: inside[0].start] if inside else text.rstrip()))
        number = whole_number(said[1]) if said else None
        listed = len(inside) or _below(blocks[place + 1 :], lines)
        if said and number and listed >= _FEW and listed != number:
            sentence = f"前面说“{said.group().rstrip('。:')}”，后面列出的是{listed}项。"
            yield Remark(Kind.COUNT, sentence, block.start + said.start(), block.start + said.end())


def _items(text: str) -> list[Mark]:
    """Answer the marks of the list inside a paragraph: the first kind that begins with 1."""
    marks = [one for one in marks_in(text) if one.start > 0 and one.kind in _IN_PARAGRAPHS]
    kind = next((one.kind for one in marks if one.ordinal == 1), None)
    return [one for one in marks if one.kind is kind]


def _below(blocks: Sequence[Block], lines: dict[int, Mark]) -> int:
    """Answer how many lines of one kind follow, numbered from 1."""
    kind: MarkKind | None = None
    count = 0
    for block in blocks:
        mark = lines.get(block.start)
        if kind is None:
            if mark is None or mark.ordinal != 1:
                return 0
            kind = mark.kind
        if mark is not None and (
            _LEVELS[mark.kind] < _LEVELS[kind] or _begins_anew(mark, kind, count)
        ):
            return count
        count += mark is not None and mark.kind is kind
    return count


def _begins_anew(mark: Mark, kind: MarkKind, count: int) -> bool:
    return mark.kind is kind and mark.ordinal == 1 and count > 0


_LEVELS = {MarkKind.HAN: 1, MarkKind.HAN_PAREN: 2}
_LEVELS |= {MarkKind.ARABIC: 3, MarkKind.ARABIC_COMMA: 3, MarkKind.DECIMAL: 4, MarkKind.IT_IS: 5}


def _numbered_lines(document: PlainDocument) -> dict[int, Mark]:
    found: dict[int, Mark] = {}
    for block in document.blocks:
        if document.text.startswith(ATTACHMENTS, block.start):
            break
        if block.kind is BlockKind.PARAGRAPH:
            mark = leading_mark(document.text[block.start : block.end])
            if mark is not None and mark.ordinal and mark.kind in (*_LINES, MarkKind.IT_IS):
                found[block.start] = mark
    return found


def _among_lines(document: PlainDocument) -> Iterator[Remark]:
    reached: dict[int, int] = {}
    for start, mark in _numbered_lines(document).items():
        level = _LEVELS[mark.kind]
        before = reached.get(level, 0)
        reached = {one: number for one, number in reached.items() if one < level}
        reached[level] = mark.ordinal
        sentence = _step(before, mark, document.text[start + mark.start : start + mark.end].strip())
        if sentence:
            yield Remark(Kind.NUMBERING, sentence, start + mark.start, start + mark.end)


def _step(before: int, mark: Mark, printed: str) -> str:
    if mark.ordinal == before + 1 or (mark.ordinal == 1 and before > 1):
        return ""
    if mark.ordinal == before:
        return f"序号“{printed}”重复。"
    if before == 0:
        return f"这一层的序号从“{printed}”开始，前面可能缺少一项。"
    return f"序号不连续：前一项是第{before}项，这里是“{printed}”。"


def _in_paragraph(text: str, start: int) -> Iterator[Remark]:
    for one, after in pairwise(_items(text)):
        if after.ordinal not in {one.ordinal + 1, 1}:
            printed = text[after.start : after.end].strip()
            sentence = _step(one.ordinal, after, printed)
            yield Remark(Kind.NUMBERING, sentence, start + after.start, start + after.end)
