"""Figures in two wordings of the same paragraph: number, unit and what is counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.documents.rules.folding import fold
from tracker.documents.rules.numerals import whole_number

_UNITS = "个百分点|人次|批次|万元|亿元|公里|平方米|千元|元|个|项|条|次|期|名|人|处|份|篇|件|户|场|笔|本|册|期|批|起|家|所|套|亩|天|%|倍|轮|方面"
_QUANTITY = re.compile(
    rf"(?<![0-9.第])([0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十两百]{{1,4}})(?:余|多)?({_UNITS})"
)
# A day, a number of a paper, 一项一项 and the like count nothing.
_NO_COUNT = re.compile(r"一(?:个|项|条|次|名|人|户|件|批|方面|起|本|家)$")
_BEFORE, _BEHIND = 8, 6
_ALIKE = 0.34


@dataclass(frozen=True, slots=True)
class Quantity:
    """``text[start:end]`` of a paragraph: a number with its unit, and the words around it."""

    number: Decimal
    unit: str
    before: str
    behind: str
    start: int
    end: int
    printed: str


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the ledger (``ours``) that reads otherwise in the file; None for one that only stands there."""

    ours: Quantity | None
    theirs: Quantity

    @property
    def counted(self) -> str:
        """Answer the words that say what is counted."""
        return f"{self.theirs.before[-6:]}{self.theirs.printed}{self.theirs.behind[:4]}".strip()


def quantities(text: str) -> tuple[Quantity, ...]:
    """Answer the quantities of a paragraph in order."""
    folded = fold(text)
    return tuple(
        Quantity(
            number,
            found[2],
            _words(folded[max(0, found.start() - _BEFORE) : found.start()], last=True),
            _words(folded[found.end() : found.end() + _BEHIND], last=False),
            found.start(),
            found.end(),
            text[found.start() : found.end()],
        )
        for found in _QUANTITY.finditer(folded)
        if not _NO_COUNT.fullmatch(found.group()) and (number := _number(found[1])) is not None
    )


def changes(ours: str, theirs: str) -> tuple[FigureChange, ...]:
    """Answer the figures of ``theirs`` that count the same as one of ``ours`` with another number, or have none.

    Each figure of the ledger answers for one of the file at most; equal ones are set off first.
    """
    known, told = list(quantities(ours)), list(quantities(theirs))
    for one in tuple(told):
        same = [each for each in known if (each.number, each.unit) == (one.number, one.unit)]
        if same:
            known.remove(max(same, key=lambda each: _likeness(each, one)))
            told.remove(one)
    return tuple(_changed(known, told))


def with_ledger_figures(theirs: str, found: Sequence[FigureChange]) -> str:
    """Answer the wording of the file with the figures of the ledger; figures never flow back."""
    for one in sorted(found, key=lambda each: -each.theirs.start):
        if one.ours is not None:
            theirs = theirs[: one.theirs.start] + one.ours.printed + theirs[one.theirs.end :]
    return theirs


def has_strange_figures(found: Sequence[FigureChange]) -> bool:
    """Answer whether the file tells a figure for which the ledger has none."""
    return any(one.ours is None for one in found)


def _changed(known: list[Quantity], told: list[Quantity]) -> Iterator[FigureChange]:
    for one in told:
        of_unit = [each for each in known if each.unit == one.unit]
        best = max(of_unit, key=lambda each: _likeness(each, one), default=None)
        if best is not None and _likeness(best, one) >= _ALIKE:
            known.remove(best)
            yield FigureChange(best, one)
        else:
            yield FigureChange(None, one)


def _likeness(ours: Quantity, theirs: Quantity) -> float:
    """Answer how alike the words around two quantities are: 0 to 1, the nearer ones weigh the same."""
    return max(_share(ours.before, theirs.before), _share(ours.behind, theirs.behind))


def _share(ours: str, theirs: str) -> float:
    if not ours or not theirs:
        return 0.0
    return len(set(ours) & set(theirs)) / max(len(set(ours)), len(set(theirs)))


def _words(text: str, *, last: bool) -> str:
    """Answer the words beside a number within its clause."""
    clauses = re.split(r"[,。;:、\n]", text)
    return clauses[-1] if last else clauses[0]


def _number(text: str) -> Decimal | None:
    if text[0].isdecimal():
        return Decimal(text)
    number = whole_number(text)
    return None if number is None else Decimal(number)
