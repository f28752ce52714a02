"""Plain text from lines: hard-wrapped lines joined to paragraphs, page marks dropped, nothing else lost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from tracker.documents.rules.entities import without_entities
from tracker.documents.rules.marks import MarkKind, leading_mark
from tracker.documents.rules.page_marks import (
    is_page_mark,
    lone_number,
    numbers_of_pages,
    without_page_marks,
)
from tracker.documents.rules.pieces import (
    Paragraph,
    Piece,
    assemble,
    is_blank,
    leading_space,
    tidy,
)
from tracker.documents.rules.plain import BlockKind, PlainDocument
from tracker.documents.rules.tabbed import row_of, stretches
from tracker.documents.rules.wrap_width import (
    Line,
    Wrap,
    begins_field,
    columns_of,
    ends_sentence,
    find_wrap,
)

_LONG_ENOUGH_TO_BREAK = 25
_INDENT = "\u3000\u3000"
_OPEN_ENDS = tuple("，、,“（《(")
# These also stand in running text, so that a wrap may leave them at the beginning of a line by accident.
_ALSO_INLINE = frozenset(
    {
        MarkKind.IT_IS,
        MarkKind.MUST,
        MarkKind.ORDINAL,
        MarkKind.FIRSTLY,
        MarkKind.ON_ONE_HAND,
        MarkKind.DECIMAL,
    }
)
_TITLE_LINES = 3
_TITLE_ENDS = ("报告", "总结", "汇报", "清单", "台账", "方案", "材料")


def from_text(text: str) -> PlainDocument:
    """Read plain text, pasted or from a file, in any state of wrapping.

    Args:
        text: any string; line ends of every kind, control characters and byte-order marks are repaired.

    Returns:
        The repaired text with one block for each paragraph, and one for each row where lines with the
        same number of tabs follow one another (a table pasted from a worksheet).
    """
    raw = [line.rstrip() for line in tidy(without_entities(text)).split("\n")]
    whole = measured(raw)
    wrap = find_wrap(whole)
    pieces: list[Piece] = []
    table = 0
    for rows, lines in stretches(raw):
        if rows:
            pieces.extend(row_of(line, table) for line in lines)
            table += 1
        else:
            own = whole if len(lines) == len(raw) else measured(lines)
            pieces.extend(Paragraph(joined) for joined in unwrap(own, wrap))
    return assemble(pieces)


def measured(raw: Iterable[str]) -> list[Line]:
    """Measure raw lines; page marks and blank lines go, and leave a trace on the line behind them."""
    lines: list[Line] = []
    apart = turned = False
    kept = [(line, is_page_mark(line)) for line in raw]
    pages = numbers_of_pages(line for line, _ in kept)
    solid = [line for line, is_mark in kept if line.strip() and not is_mark]
    margin = min(map(leading_space, solid), default=0)
    for line, is_mark in kept:
        cut = "" if is_mark else without_page_marks(line, pages)
        text = cut.strip()
        if text:
            indent = leading_space(cut)
            signs = len(text) + len(cut) - len(cut.lstrip())
            width = columns_of(text) + indent
            lines.append(Line(text, signs, width, indent - margin > 1, None, apart, turned))
            apart = turned = False
        elif is_mark:
            turned = True
        else:
            apart = True
    return lines


def rejoin(pieces: Sequence[Piece]) -> list[Piece]:
    """Join the paragraphs of a document that are in truth the lines of a hard-wrapped text.

    Numbered or marked paragraphs, headings, rows and notes stay as they are; page marks between paragraphs go.
    """
    plain = [piece for piece in pieces if _is_plain(piece)]
    wrap = find_wrap(measured(_as_printed(plain)))
    joined: list[Piece] = []
    for is_plain, group in groupby(pieces, key=_is_plain):
        if is_plain:
            joined.extend(Paragraph(text) for text in unwrap(measured(_as_printed(group)), wrap))
        else:
            joined.extend(group)
    return joined


def _is_plain(piece: Piece) -> bool:
    if not isinstance(piece, Paragraph) or piece.kind is not BlockKind.PARAGRAPH:
        return False
    return not (piece.mark or piece.hidden) and piece.heading_level is None


def _as_printed(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Paragraph) and not is_blank(piece.text):
            yield f"{_INDENT if piece.indented else ''}{tidy(piece.text)}"


def unwrap(lines: Sequence[Line], wrap: Wrap | None) -> list[str]:
    """Join the lines that belong to one paragraph; each string returned is a whole paragraph.

    A line is joined to the one before when that one is full (it reaches the width at which this text was
    wrapped, or the right margin) and the line neither begins with a mark nor is indented, or when a page
    turn cut the sentence.
    """
    kept = _without_lone_numbers(lines, wrap)
    if not kept:
        return []
    joint = _Joint(wrap, indents=any(line.indented for line in kept), spaced=_double_spaced(kept))
    paragraphs = [[kept[0].text]]
    for number, (before, line) in enumerate(pairwise(kept), start=1):
        first = len(paragraphs[-1]) == 1
        title = number <= _TITLE_LINES and before.text.endswith(_TITLE_ENDS)
        if title or _begins_item(before, line, first=first) or not joint.holds(before, line):
            paragraphs.append([line.text])
        else:
            paragraphs[-1].append(line.text)
    return [_glued(parts) for parts in paragraphs]


@dataclass(frozen=True, slots=True)
class _Joint:
    """How the lines of this text hang together: its wrap width, and whether paragraphs are indented."""

    wrap: Wrap | None
    indents: bool
    spaced: bool

    def holds(self, before: Line, line: Line) -> bool:
        """Tell whether ``line`` goes on with the sentence or the paragraph of ``before``."""
        if line.indented or (line.apart and not (line.turned or self.spaced)):
            return False
        if not _is_full(before, line, self.wrap):
            return line.turned and _cut_by_page(before)
        # A full line that closes a sentence may close its paragraph too; only a sure sign joins here.
        return not ends_sentence(before.text) or self._surely_goes_on(line)

    def _surely_goes_on(self, line: Line) -> bool:
        if not (self.indents or (self.wrap is not None and self.wrap.exact)):
            return False
        long = self.wrap is not None and line.signs >= self.wrap.width
        return line.full is True or long or ends_sentence(line.text)


def _begins_item(before: Line, line: Line, *, first: bool) -> bool:
    """Tell whether a line opens an item or a field, and not just by the accident of wrapping."""
    if begins_field(line.text):
        return True
    mark = leading_mark(line.text)
    if mark is None:
        return False
    if mark.kind not in _ALSO_INLINE or ends_sentence(before.text):
        return True
    return first and not before.text.endswith(_OPEN_ENDS)


def _is_full(before: Line, line: Line, wrap: Wrap | None) -> bool:
    if before.full is not None:
        return before.full
    return wrap is not None and wrap.broke(before, line)


def _cut_by_page(before: Line) -> bool:
    """Tell whether the last line of a page stops in the middle of a sentence."""
    if ends_sentence(before.text):
        return False
    return before.text.endswith(_OPEN_ENDS) or len(before.text) >= _LONG_ENOUGH_TO_BREAK


def _without_lone_numbers(lines: Sequence[Line], wrap: Wrap | None) -> list[Line]:
    """Drop the numbers that stand alone on a line where a page was cut, and their whole sequence."""
    numbers = {index: lone_number(line.text) for index, line in enumerate(lines)}
    alone = [index for index, number in numbers.items() if number is not None]
    pages = {index for index in alone if _stands_in_sentence(lines, index, wrap)}
    values = [numbers[index] or 0 for index in alone]
    if pages and all(later == earlier + 1 for earlier, later in pairwise(values)):
        pages = set(alone)
    kept: list[Line] = []
    turned = False
    for index, line in enumerate(lines):
        if index in pages:
            turned = True
            continue
        kept.append(replace(line, turned=True) if turned else line)
        turned = False
    return kept


def _stands_in_sentence(lines: Sequence[Line], index: int, wrap: Wrap | None) -> bool:
    if index == 0 or index + 1 >= len(lines):
        return False
    before, after = lines[index - 1], lines[index + 1]
    if after.indented or leading_mark(after.text) is not None or ends_sentence(before.text):
        return False
    return _is_full(before, after, wrap) or _cut_by_page(before)


def _double_spaced(lines: Sequence[Line]) -> bool:
    apart = sum(line.apart for line in lines[1:])
    return len(lines) > 2 and apart == len(lines) - 1  # noqa: PLR2004  one gap proves nothing


def _glued(parts: Sequence[str]) -> str:
    whole = [parts[0]]
    for before, part in pairwise(parts):
        words = (
            before[-1].isascii()
            and before[-1].isalpha()
            and part[0].isascii()
            and part[0].isalpha()
        )
        whole.append(f" {part}" if words else part)
    return "".join(whole)
