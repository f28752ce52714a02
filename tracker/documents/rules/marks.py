"""Outline marks (一、 （一） 1. ① 一是 …): which mark stands at a place, its rank and its number.

The kinds are data: each has a pattern that is tried at one position only, so that reading a line takes
time in proportion to its length. Full- and half-width forms are folded before matching, and every
offset refers to the text as given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.documents.rules.folding import fold
from tracker.documents.rules.numerals import HAN_NUMERALS, whole_number


class MarkKind(StrEnum):
    """The families of marks, named by a typical member."""

    HAN = "一、"
    HAN_PAREN = "（一）"
    ARABIC = "1."
    ARABIC_COMMA = "1、"
    DECIMAL = "1.1"
    ARABIC_PAREN = "（1）"
    ARABIC_HALF_PAREN = "1）"
    CIRCLED = "①"
    LABELLED = "问题1："
    ORDINAL = "第一、"
    LETTER = "A."
    IT_IS = "一是"
    MUST = "一要"
    FIRSTLY = "首先"
    ON_ONE_HAND = "一方面"
    BULLET = "●"


class Standing(StrEnum):
    """Where in a string a mark of some kind is believed without looking at its neighbours."""

    LINE = "at the beginning of a line only"
    STOP = "also behind a full stop, semicolon or colon"
    COMMA = "also behind a comma"


@dataclass(frozen=True, slots=True)
class Mark:
    """``text[start:end]`` is a mark with its punctuation; ``ordinal`` counts from 1 (0 for bullets).

    ``level`` is the usual rank of the kind in official documents, 1 (一、) to 6; real documents may
    nest otherwise, so it is a hint and not a fact.
    """

    kind: MarkKind
    level: int
    ordinal: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Family:
    kind: MarkKind
    level: int
    standing: Standing
    pattern: re.Pattern[str]


_HAN = "[" + "".join(sorted(set(HAN_NUMERALS))) + "]{1,4}"
_NUM = r"[0-9]{1,2}"
_ANY = rf"(?:{_HAN}|{_NUM})"
# A figure is no mark when it goes on as a decimal, a range, a percentage or, without a dot, a quantity.
_NOT_A_FIGURE = r"(?![0-9%‰\-~—至])"
_NOT_A_QUANTITY = r"(?![ ]*(?:年(?![轻度初底终])|月(?!度)|日(?!常)|个(?![别人体性])|名(?!义)|次(?!数)|万|元|亿|亩))"
_LABELS = "(?:具体|主要|突出)?(?:问题|不足|短板|事项|差距|表现)"

_CIRCLED = {chr(0x2460 + index): index + 1 for index in range(20)}
_CIRCLED |= {chr(0x2776 + index): index + 1 for index in range(10)}
_CIRCLED |= {chr(0x2780 + index): index + 1 for index in range(10)}
_PAREN_SIGNS = {chr(0x2474 + index): index + 1 for index in range(20)}
_DOT_SIGNS = {chr(0x2488 + index): index + 1 for index in range(20)}
_HAN_SIGNS = {chr(0x3220 + index): index + 1 for index in range(10)}
_SEQUENCE_WORDS = {
    "首先": 1, "其次": 2, "再次": 2, "再者": 3, "最后": 4, "此外": 5, "另外": 5, "一方面": 1, "另一方面": 2, "再一方面": 3, "又一方面": 3, "还有一方面": 3, "还有": 5, "再就是": 5, "另一": 2, "再一": 2, "又一": 3, "还有一": 3,
    "头一": 1, "最后一": 4, "最大": 1, "最突出": 1, "最主要": 1, "最明显": 1, "首要": 1,
}  # fmt: skip
_LETTERS = {letter: index for index, letter in enumerate("ABCDEFGH", start=1)}
_SIGNS = _LETTERS | _CIRCLED | _PAREN_SIGNS | _DOT_SIGNS | _HAN_SIGNS | _SEQUENCE_WORDS


def _one_of(signs: dict[str, int]) -> str:
    return "[" + "".join(signs) + "]"


def _family(kind: MarkKind, level: int, standing: Standing, pattern: str) -> _Family:
    return _Family(kind, level, standing, re.compile(pattern))


# Order matters: the first family that fits at a position wins.
_FAMILIES = (
    _family(
        MarkKind.LABELLED,
        3,
        Standing.STOP,
        rf"(?:存在)?{_LABELS} ?[(]?({_ANY})[)]? ?:|{_LABELS}(?:[(]({_ANY})[)]|({_NUM}) ?[、.])(?![0-9])",
    ),
    _family(MarkKind.LABELLED, 3, Standing.LINE, rf"{_LABELS}({_ANY})(?:[,、]| +(?=[^\s0-9]))"),
    _family(
        MarkKind.HAN_PAREN,
        2,
        Standing.STOP,
        rf"(?:[(\[〔【] ?({_HAN}) ?[)\]〕】]|({_one_of(_HAN_SIGNS)}))(?: ?[、.:](?!\d))?",
    ),
    _family(MarkKind.HAN, 1, Standing.STOP, rf"({_HAN}) ?[、.](?!{_HAN}[、,.])"),
    _family(MarkKind.HAN, 1, Standing.LINE, rf"({_HAN})(?:[,:]| +(?=[^\s0-9是]))"),
    _family(MarkKind.ORDINAL, 3, Standing.COMMA, rf"(?:第|其)({_HAN})(?:[个项点])? ?[、,.:]"),
    _family(MarkKind.ORDINAL, 3, Standing.STOP, rf"第({_HAN})(?:个?(?:方面|问题|不足|短板|困难|点|条))?(?:就?是|[、,.:])"),
    _family(MarkKind.IT_IS, 5, Standing.COMMA, rf"(?:其)?({_HAN}) ?(?:则|就)?是[、,:]?"),
    _family(MarkKind.MUST, 5, Standing.STOP, rf"({_HAN}) ?要(?=[^\s、,])"),
    _family(MarkKind.DECIMAL, 4, Standing.LINE, rf"{_NUM}\.({_NUM})(?:\.{_NUM})?(?:[、 ]|(?=[一-鿿])){_NOT_A_FIGURE}{_NOT_A_QUANTITY}"),
    _family(MarkKind.ARABIC_PAREN, 4, Standing.STOP, rf"(?:[(\[〔【] ?({_NUM}) ?[)\]〕】]|({_one_of(_PAREN_SIGNS)}))[、.:]?"),
    _family(MarkKind.ARABIC_HALF_PAREN, 4, Standing.STOP, rf"({_NUM}) ?[)]、?"),
    _family(MarkKind.ARABIC, 3, Standing.STOP, rf"(?:({_NUM}) ?[.]|({_one_of(_DOT_SIGNS)})) ?{_NOT_A_FIGURE}"),
    _family(MarkKind.ARABIC_COMMA, 3, Standing.STOP, rf"({_NUM}) ?[、]{_NOT_A_FIGURE}"),
    _family(MarkKind.ARABIC, 3, Standing.LINE, rf"({_NUM}){_NOT_A_QUANTITY}(?: +(?=[一-鿿“《])|[:,](?=[一-鿿“《])){_NOT_A_FIGURE}"),
    # 2.2023年以来…, 3.3个小区…: the text behind the mark begins with a figure.
    _family(MarkKind.ARABIC, 3, Standing.STOP, rf"({_NUM}) ?[.、](?=20[0-9][0-9]年)"),
    _family(MarkKind.ARABIC, 3, Standing.LINE, rf"({_NUM}) ?[.、](?=[0-9]{{1,3}} ?(?:个|名|条|项|家|户|起|人|处|所|位|座|次))"),
    _family(MarkKind.CIRCLED, 5, Standing.COMMA, rf"({_one_of(_CIRCLED)})[、.]?"),
    _family(MarkKind.LETTER, 5, Standing.STOP, rf"({_one_of(_LETTERS)}) ?[.、](?=[一-鿿“《])"),
    _family(MarkKind.ON_ONE_HAND, 6, Standing.STOP, r"((?:另|再|又|还有)?一方面)(?:是|,|:)?"),
    _family(MarkKind.FIRSTLY, 5, Standing.STOP, r"(首先|其次|再次|再者|最后)(?:是|,|、|:)"),
    _family(MarkKind.FIRSTLY, 5, Standing.STOP, r"(此外|另外|还有|再就是)(?:,|、|:)"),
    # 头一件，…。再一件，…。最后一桩是…。
    _family(MarkKind.FIRSTLY, 5, Standing.STOP, r"(头一|再一|又一|还有一|最后一)(?:个|件|条|点|桩|样)(?:事|问题|难处)?(?:,|就?是,?)"),
    # 一件是…。另一件是…。还有一件是…: counted in the way people speak.
    _family(MarkKind.FIRSTLY, 5, Standing.STOP, r"(一)(?:件|个|条|点|桩|类)(?:事|问题|难处)?就?是,?(?=[^\n]{1,400}?[。;](?:另|还有|再|又)一(?:件|个|条|点|桩|类))"),
    _family(MarkKind.FIRSTLY, 5, Standing.STOP, r"(另一|还有一|再一|又一)(?:件|个|条|点|桩|类)(?:事|问题|难处)?就?是,?"),
    # 最大的问题是…。其次是…: the first of a sequence that has no 首先.
    _family(
        MarkKind.FIRSTLY,
        5,
        Standing.COMMA,
        r"(?:当前|目前|工作中)?,?(最大|最突出|最主要|最明显|首要)的(?:一个)?(?:问题|短板|不足|困难|弱项|差距)(?:就)?是[,:]?(?=[^\n]{1,400}?[。;]其次)",
    ),
    _family(MarkKind.BULLET, 6, Standing.LINE, r"[●■◆▲★○◇□•·▪‣➢►]() ?|[-–—]() (?=\S)|[—–]{2}()(?=\S)"),
)  # fmt: skip

# One look finds the family that fits: the groups of all patterns are counted through, and each belongs to one.
_ANY_FAMILY = re.compile("|".join(family.pattern.pattern for family in _FAMILIES))
_FAMILY_OF_GROUP = tuple(family for family in _FAMILIES for _ in range(family.pattern.groups))

_STOPS = frozenset("。!?;:…\n\t")
_COMMAS = frozenset(",、")
# Signs that may follow a stop before the next mark begins.
_CLOSERS = frozenset("”’\"')】》 ")


def mark_at(text: str, position: int) -> Mark | None:
    """Return the mark that begins exactly at ``position``, whatever stands before it."""
    return mark_in_folded(fold(text), position)


def mark_in_folded(folded: str, position: int) -> Mark | None:
    """Return the mark at ``position`` of a text that went through ``fold`` already."""
    found = _ANY_FAMILY.match(folded, position)
    if found is None or found.lastindex is None:
        return None
    return _as_mark(_FAMILY_OF_GROUP[found.lastindex - 1], found)


def leading_mark(line: str) -> Mark | None:
    """Return the mark at the beginning of a line, white space aside; None when there is none."""
    indent = len(line) - len(line.lstrip())
    return mark_at(line, indent)


def as_number(printed: str) -> str:
    """Return a mark as the number of what stands behind it: a word of sequence (首先，) goes without its punctuation."""
    mark = printed.strip()
    worded = "是" in mark or mark.startswith(tuple(_SEQUENCE_WORDS))
    return mark.rstrip(" ，,、:：") if worded else mark


def standing_of(mark: Mark, folded: str) -> Standing | None:
    """Say where ``mark`` stands: at a line's beginning, behind a stop, behind a comma, or inside (None)."""
    at = mark.start - 1
    while at >= 0 and folded[at] in _CLOSERS:
        at -= 1
    if at < 0 or folded[at] == "\n":
        return Standing.LINE
    if folded[at] in _STOPS:
        return Standing.STOP
    return Standing.COMMA if folded[at] in _COMMAS else None


def marks_in(text: str) -> Iterator[Mark]:
    """Yield the marks of ``text`` from left to right that stand where their kind may stand."""
    folded = fold(text)
    at = 0
    for candidate in CANDIDATE.finditer(folded):
        if candidate.start() < at:
            continue
        mark = mark_in_folded(folded, candidate.start())
        if mark is not None and is_credible(mark, folded):
            yield mark
            at = mark.end


def is_credible(mark: Mark, folded: str) -> bool:
    """Tell whether a mark of this kind may stand where it stands, looking one sign to the left."""
    place = standing_of(mark, folded)
    if place is None:
        return False
    allowed = {
        family.standing
        for family in _FAMILIES
        if family.kind is mark.kind and family.pattern.match(folded, mark.start)
    }
    if place is Standing.LINE:
        return True
    if place is Standing.STOP:
        return bool(allowed & {Standing.STOP, Standing.COMMA})
    return Standing.COMMA in allowed


def _as_mark(family: _Family, found: re.Match[str]) -> Mark | None:
    printed = found[found.lastindex or 0]
    ordinal = _SIGNS.get(printed)
    if ordinal is None:
        ordinal = whole_number(printed) if printed else 0
    if ordinal is None or ordinal > _HIGHEST:
        return None
    return Mark(family.kind, family.level, ordinal, found.start(), found.end())


_HIGHEST = 99

CANDIDATE = re.compile(
    rf"[0-9{''.join(sorted(set(HAN_NUMERALS)))}"
    rf"(\[〔【{''.join(sign for sign in _SIGNS if len(sign) == 1 and sign not in _LETTERS)}●■◆▲★○◇□•·▪‣➢►–—-]"
    rf"|[A-H](?= ?[.、])|首先|其次|再次|再者|最后|此外|另外|[另再又]一|还有|再就是|头一|第|其|存在|当前|目前|工作中|最[大突主明]|首要|{_LABELS}",
)
"""Where it is worth trying for a mark, in a folded text."""
