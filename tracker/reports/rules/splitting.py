"""Running text split where writers separate things: at full stops, semicolons, and in enumerations."""

import re
from collections.abc import Iterable
from itertools import pairwise

from tracker.reports.rules.claims import trimmed
from tracker.reports.rules.faults import states_fault

Stretch = tuple[int, int]

_STOP = re.compile(r"[。!?]+[”)】》]*")
_CLAUSE = re.compile(r"[^;。!?]+[;。!?]*[”)】》]*")
_OPENERS, _CLOSERS = "(“《【[", ")”》】]"


def sentences(folded: str, start: int, end: int) -> list[Stretch]:
    """Return the sentences of ``folded[start:end]``."""
    cuts = [found.end() for found in _STOP.finditer(folded, start, end)]
    edges = [start, *(cut for cut in cuts if cut < end), end]
    return _not_empty(trimmed(folded, *one) for one in pairwise(edges))


def clauses(folded: str, start: int, end: int) -> list[Stretch]:
    """Return the parts of ``folded[start:end]`` between semicolons and full stops, with these."""
    found = _CLAUSE.finditer(folded, start, end)
    return _not_empty(trimmed(folded, *one.span()) for one in found)


def listed(folded: str, start: int, end: int) -> list[Stretch]:
    """Split an enumeration at its strongest separator (; before , before 、), brackets aside.

    A part that tells no fault is the beginning of the next one: 党员教育、管理不到位 is one fault.
    """
    separator = next((sign for sign in (";", ",") if sign in folded[start:end]), "、")
    parts: list[Stretch] = []
    depth, at = 0, start
    for place in range(start, end):
        sign = folded[place]
        depth += (sign in _OPENERS) - (sign in _CLOSERS)
        if sign == separator and depth <= 0 and states_fault(folded[at:place]):
            parts.append((at, place))
            at = place + 1
    return _not_empty(trimmed(folded, *one) for one in (*parts, (at, end)))


def _not_empty(stretches: Iterable[Stretch]) -> list[Stretch]:
    return [one for one in stretches if one[0] < one[1]]
