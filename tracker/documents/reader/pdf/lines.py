"""From signs to printed lines, and from printed lines to the lines of running text."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from tracker.documents.reader.pdf.glyphs import Glyph, Sheet
from tracker.documents.rules.marks import leading_mark
from tracker.documents.rules.page_marks import is_page_mark, lone_number
from tracker.documents.rules.wrap_width import Line, columns_of, first_unit

_SAME_LINE = 0.4
_WORD_GAP = 0.6
_OVERPRINT = 0.15
_DASHES = "—…"
_NARROW_SIGN = 0.6
_EDGE_SHARE = 0.12
_SAME_PLACE = 4.0
_REPEATED_SHARE = 0.4
_INDENT = 1.2
_HANGING_FROM, _HANGING_TO = 0.8, 5.0
_WIDE_GAP = 1.7
_NARROWEST_SHARE = 0.5
_TITLE_SHARE = 0.5
_SAME_SIZE = 0.1
_FIGURES = re.compile("[0-9]+")
_SHARE_OF_FULL_LINES = 0.95


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed line; ``y`` is its baseline, ``size`` its type size in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


def printed_lines(glyphs: Iterable[Glyph]) -> list[Printed]:
    """Group signs into lines from the top of the page down; signs printed twice for boldness count once."""
    return [line for row in rows_of_signs(glyphs) if (line := _printed(row)) is not None]


def rows_of_signs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Group signs by their baseline, rows from the top of the page down, signs from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if rows and abs(rows[-1][0].y - glyph.y) <= _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda glyph: glyph.x0)
    return rows


def _printed(row: list[Glyph]) -> Printed | None:
    signs: list[str] = []
    before: Glyph | None = None
    for glyph in row:
        if glyph.sign.isspace():
            continue
        if before is not None:
            again = glyph.sign == before.sign and glyph.x0 - before.x0 < _OVERPRINT * glyph.size
            # A double dash may be one drawing for two signs.
            if again and glyph.sign not in _DASHES:
                continue
            if glyph.x0 - before.x1 > _WORD_GAP * min(glyph.size, before.size):
                signs.append(" ")
        signs.append(glyph.sign)
        before = glyph
    if before is None:
        return None
    seen = [glyph for glyph in row if not glyph.sign.isspace()]
    size = max(glyph.size for glyph in seen)
    return Printed("".join(signs), seen[0].x0, max(glyph.x1 for glyph in seen), seen[0].y, size)


def without_margins(pages: Sequence[tuple[Sheet, list[Printed]]]) -> list[list[Printed]]:
    """Drop page headers, footers and page numbers: page marks at an edge, and what repeats there."""
    seen: dict[str, list[float]] = defaultdict(list)
    for sheet, lines in pages:
        for line in lines:
            if _at_edge(line, sheet):
                seen[_FIGURES.sub("#", line.text)].append(line.y)
    needed = max(2, round(_REPEATED_SHARE * len(pages)))
    repeated = {text: ys for text, ys in seen.items() if len(ys) >= needed}

    def is_margin(line: Printed, sheet: Sheet) -> bool:
        if not _at_edge(line, sheet):
            return False
        if is_page_mark(line.text) or lone_number(line.text) is not None:
            return True
        ys = repeated.get(_FIGURES.sub("#", line.text), ())
        return sum(abs(y - line.y) <= _SAME_PLACE for y in ys) >= needed

    return [[line for line in lines if not is_margin(line, sheet)] for sheet, lines in pages]


def _at_edge(line: Printed, sheet: Sheet) -> bool:
    edge = _EDGE_SHARE * (sheet.top - sheet.bottom)
    return line.y > sheet.top - edge or line.y < sheet.bottom + edge


def running_lines(pages: Sequence[Sequence[Printed]], width: float) -> list[list[Line]]:
    """Say of every line whether it is full, indented, apart from the one before, or behind a page turn.

    Args:
        pages: the lines of each page from the top down, margins dropped.
        width: how wide a page is; where all lines are short there is no right margin to be full at.
    """
    flat = [line for page in pages for line in page]
    left, right = _edges(flat)
    edge = right if right - left >= _NARROWEST_SHARE * width else math.inf
    pitch = _pitch(pages)
    followers = [line.text for line in flat[1:]] + [""]
    indents = _indents(flat, left)
    lines: list[Line] = []
    for page in pages:
        for index, line in enumerate(page):
            place = len(lines)
            gap = page[index - 1].y - line.y if index else 0.0
            measured = Line(line.text, len(line.text), columns_of(line.text))
            lines.append(
                replace(
                    measured,
                    indented=indents[place],
                    full=_is_full(line, edge, followers[place]),
                    apart=pitch > 0 and gap > _WIDE_GAP * pitch,
                    turned=index == 0,
                )
            )
    for place, (before, line) in enumerate(pairwise(flat)):
        if not lines[place + 1].turned and _are_one_title(before, line, left, right):
            lines[place] = replace(lines[place], full=True)
            lines[place + 1] = replace(lines[place + 1], indented=False)
    rest = iter(lines)
    return [list(islice(rest, len(page))) for page in pages]


def _are_one_title(before: Printed, line: Printed, left: float, right: float) -> bool:
    """Tell whether two lines are set in the middle, the upper one long: a title on two lines."""
    middle = (left + right) / 2
    centred = all(abs((one.x0 + one.x1) / 2 - middle) < one.size for one in (before, line))
    long = before.x1 - before.x0 >= _TITLE_SHARE * (right - left)
    inside = min(before.x0, line.x0) > left + before.size
    return centred and long and inside and abs(before.size - line.size) < _SAME_SIZE * line.size


def _indents(lines: Sequence[Printed], left: float) -> list[bool]:
    """Tell of each line whether it is indented; lines that hang behind a mark are not."""
    indents: list[bool] = []
    hanging: float | None = None
    before: Printed | None = None
    for line in lines:
        if before is not None and hanging is None and _hangs(before, line):
            hanging = line.x0
        elif hanging is not None and abs(line.x0 - hanging) > _SAME_PLACE:
            hanging = None
        indents.append(hanging is None and line.x0 > left + _INDENT * line.size)
        before = line
    return indents


def _hangs(before: Printed, line: Printed) -> bool:
    shift = (line.x0 - before.x0) / line.size
    return _HANGING_FROM < shift < _HANGING_TO and leading_mark(before.text) is not None


def _is_full(line: Printed, right: float, follower: str) -> bool:
    """Tell whether the first word of the next line would not have found room before the right margin."""
    unit = first_unit(follower)
    narrow = sum(sign.isascii() for sign in unit)
    word = (len(unit) - narrow + _NARROW_SIGN * narrow) * line.size
    return line.x1 + word > right


def _edges(lines: Sequence[Printed]) -> tuple[float, float]:
    """Answer the left and right margin of the running text, from where most lines begin and the longest end."""
    if not lines:
        return 0.0, 0.0
    starts = Counter(round(line.x0) for line in lines)
    often = max(starts.values())
    left = min(start for start, count in starts.items() if 4 * count >= often)
    # A stop may hang over the edge, so the right margin is read from lines that end otherwise.
    ends = sorted(line.x1 for line in lines if line.text[-1].isalnum()) or [lines[0].x1]
    return float(left), ends[min(int(_SHARE_OF_FULL_LINES * len(ends)), len(ends) - 1)]


def _pitch(pages: Sequence[Sequence[Printed]]) -> float:
    """Answer the usual distance between two baselines."""
    steps = Counter(round(above.y - below.y) for page in pages for above, below in pairwise(page))
    return float(steps.most_common(1)[0][0]) if steps else 0.0
