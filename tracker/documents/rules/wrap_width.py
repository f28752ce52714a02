"""The width at which a text was hard-wrapped, found from the lengths of its lines."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.documents.rules.marks import leading_mark
from tracker.documents.rules.page_marks import lone_number

_NARROWEST, _WIDEST = 12, 70
_SURE_WIDTH = 20
_SLACK = 2
_ENOUGH_LINES = 3
_OVERLONG_SHARE = 0.2
_MARKED_SHARE = 0.4
_EXACT_SHARE = 0.95
_CLOSED_SHARE, _CLOSED_SHARE_EXACT = 0.5, 0.25
_STOPS = frozenset("。！？；：!?;:…")
_BRACKETS = ("）", ")")
_CLOSERS = "”’\"'）)】》」』"
_FIELD = re.compile(
    "【|(?:序号|(?:存在|主要|具体)?问题|(?:具体|整改)?措施|整改(?:情况|目标|要求|进展)|责任(?:单位|部门|领导|人)|牵头(?:单位|部门|领导)"
    "|(?:完成|整改)(?:时限|时间|期限)|成因|(?:产生|主要|具体)?原因|典型案例|填报(?:单位|日期|人))[：:]"
)
# What line breakers keep together: a word or figure, opening signs with what follows, stops with what stands
# before them, a figure behind a comma, and whatever a quotation mark touches (UAX 14, and as observed).
_STEM = r"(?:[0-9A-Za-z.%+-]+|.)"
_CLOSING = r"[，。、；：！？）)》】」』,;:!?]*(?:(?<=[，、；：])[0-9][0-9A-Za-z.%+-]*)?"
_UNIT = re.compile(
    rf"[“‘（(《【「『”’]*{_STEM}{_CLOSING}(?:[“‘”’]+{_CLOSING}[（(《【「『]*{_STEM}{_CLOSING}){{0,4}}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its visible ``text`` and what the layout says about it.

    ``signs`` and ``columns`` measure the line with its indent, in code points and in half-width columns.
    ``full`` is the verdict of a layout with a right margin (None: judge by the measures). ``apart``
    stands behind a blank line, ``turned`` behind a page turn.
    """

    text: str
    signs: int
    columns: int
    indented: bool = False
    full: bool | None = None
    apart: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Wrap:
    """A wrap width, in code points or half-width columns (``by_columns``), seen on ``lines`` lines.

    ``exact`` means that the breaks fall at one number of code points, as programs cut that know no
    typography; ``share`` is how many of the full lines have exactly this width.
    """

    width: int
    by_columns: bool
    lines: int
    share: float

    @property
    def exact(self) -> bool:
        return not self.by_columns and self.share >= _EXACT_SHARE

    def broke(self, before: Line, after: Line) -> bool:
        """Tell whether ``before`` ended because the first word of ``after`` found no room on it."""
        length = before.columns if self.by_columns else before.signs
        if self.exact or length == self.width:
            return length == self.width
        scale = 2 if self.by_columns else 1
        if not self.width - 2 * _SLACK * scale <= length <= self.width + _SLACK * scale:
            return False
        word = first_unit(after.text)
        return length + (columns_of(word) if self.by_columns else len(word)) > self.width


def columns_of(text: str) -> int:
    """Return the width of a text in half-width columns; Chinese signs take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def first_unit(text: str) -> str:
    """Return what a line breaker keeps together at the beginning of a text."""
    unit = _UNIT.match(text)
    return unit[0] if unit else ""


def begins_field(text: str) -> bool:
    """Tell whether a line opens with a label such as 整改措施： or 【问题】, so that it is a line of its own."""
    return _FIELD.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with a stop, closing quotes and brackets aside."""
    core = text.rstrip(_CLOSERS)
    if not core:
        return False
    return core[-1] in _STOPS or (core[-1] == "." and core[-2:-1].isalpha())


def find_wrap(lines: Sequence[Line]) -> Wrap | None:
    """Return the width at which ``lines`` were wrapped, or None for a text of whole paragraphs.

    A width is believed when enough lines that stop in mid-sentence share it, hardly a line is longer,
    and what follows those lines looks like the rest of a sentence and not like the next item.
    """
    solid = [line for line in lines if lone_number(line.text) is None]
    found = [wrap for by_columns in (False, True) if (wrap := _fit(solid, by_columns=by_columns))]
    return max(found, key=lambda wrap: wrap.lines * wrap.share, default=None)


def _fit(lines: Sequence[Line], *, by_columns: bool) -> Wrap | None:
    lengths = [line.columns if by_columns else line.signs for line in lines]
    scale = 2 if by_columns else 1
    broken: Counter[int] = Counter()
    unhung: Counter[int] = Counter()
    for length, line in zip(lengths, lines[:-1], strict=False):
        if _NARROWEST * scale <= length <= _WIDEST * scale and not ends_sentence(line.text):
            broken[length] += 1
            unhung[length] += line.text[-1].isalnum()
    if not broken:
        return None
    slack = _SLACK * scale
    most = max(broken, key=lambda length: (_within(broken, length, slack), -length))
    total = _within(broken, most, slack)
    # A stop may hang over the edge, so the width is read from lines that end with a letter or figure.
    common = max(unhung[length] for length in range(most - slack, most + 1))
    width = max(length for length in range(most - slack, most + 1) if 2 * unhung[length] >= common)
    wrap = Wrap(width, by_columns, total, broken[width] / total)
    overlong = sum(length > width + slack for length in lengths)
    if overlong > _OVERLONG_SHARE * total or not _enough(wrap, width // scale):
        return None
    return wrap if _goes_on(lines, wrap) else None


def _within(broken: Counter[int], most: int, slack: int) -> int:
    return sum(broken[length] for length in range(most - slack, most + 1))


def _enough(wrap: Wrap, width: int) -> bool:
    if wrap.lines >= _ENOUGH_LINES:
        return True
    return wrap.share == 1 and wrap.lines == _ENOUGH_LINES - 1 and width >= _SURE_WIDTH


def _goes_on(lines: Sequence[Line], wrap: Wrap) -> bool:
    """Tell whether the lines behind full ones mostly go on, and the paragraphs mostly end with a stop."""
    followers = closed = tails = marked = 0
    for index, line in enumerate(lines[:-1]):
        after = lines[index + 1]
        if ends_sentence(line.text) or not wrap.broke(line, after):
            continue
        followers += 1
        marked += after.indented or leading_mark(after.text) is not None
        if index + 2 == len(lines) or not wrap.broke(after, lines[index + 2]):
            tails += 1
            closed += ends_sentence(after.text) or after.text.endswith(_BRACKETS)
    needed = _CLOSED_SHARE_EXACT if wrap.exact else _CLOSED_SHARE
    return followers > 0 and marked <= _MARKED_SHARE * followers and closed >= needed * tails
