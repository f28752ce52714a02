"""Which stretch of a report's text is what on the check screen, once findings have been corrected."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

PLAIN = ""
UNASSIGNED = "unassigned"
_SILENT = frozenset(" \t\n\u3000,;。、，；.．:：)）(（】！？!?")


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text[start:end]`` is of a kind; ``owner`` is the id of its finding, or None."""

    start: int
    end: int
    kind: str
    owner: int | None = None


def tile(text: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Cover a text with stretches that neither overlap nor leave a gap; the first named wins.

    What nothing covers is PLAIN. An unassigned rest of mere punctuation or white space is PLAIN, too. Takes
    n log n for n stretches.
    """
    waiting = sorted(enumerate(stretches), key=lambda one: one[1].start)
    cuts = sorted({0, len(text)}.union(*({one.start, one.end} for one in stretches)))
    active: list[tuple[int, int]] = []
    tiles: list[Stretch] = []
    taken = 0
    for start, end in pairwise(cuts):
        while taken < len(waiting) and waiting[taken][1].start <= start:
            heappush(active, (waiting[taken][0], waiting[taken][1].end))
            taken += 1
        while active and active[0][1] <= start:
            heappop(active)
        found = stretches[active[0][0]] if active else None
        _append(tiles, _tile(text, start, end, found))
    return tiles


def unassigned(tiles: Iterable[Stretch]) -> list[Stretch]:
    """Answer the stretches that have been given to nothing."""
    return [one for one in tiles if one.kind == UNASSIGNED]


def without_lead(text: str, one: Stretch) -> Stretch:
    """Answer a stretch without the punctuation and white space that it begins with."""
    start = one.start
    while start < one.end and text[start] in _SILENT:
        start += 1
    return Stretch(start, one.end, one.kind, one.owner)


def lines(text: str, tiles: Iterable[Stretch]) -> Iterator[tuple[int, list[Stretch]]]:
    """Yield each line of a text as (offset, its stretches), tiles cut at the line feeds."""
    at, line = 0, list[Stretch]()
    for one in tiles:
        start = one.start
        while (feed := text.find("\n", start, one.end)) >= 0:
            line.extend(_part(one, start, feed))
            yield at, line
            at, start, line = feed + 1, feed + 1, []
        line.extend(_part(one, start, one.end))
    yield at, line


def _tile(text: str, start: int, end: int, found: Stretch | None) -> Stretch:
    kind = found.kind if found else PLAIN
    if kind == UNASSIGNED and all(sign in _SILENT for sign in text[start:end]):
        kind = PLAIN
    return Stretch(start, end, kind, found.owner if found else None)


def _append(tiles: list[Stretch], one: Stretch) -> None:
    last = tiles[-1] if tiles else None
    if last is not None and (last.kind, last.owner) == (one.kind, one.owner):
        tiles[-1] = Stretch(last.start, one.end, last.kind, last.owner)
    else:
        tiles.append(one)


def _part(one: Stretch, start: int, end: int) -> list[Stretch]:
    return [Stretch(start, end, one.kind, one.owner)] if start < end else []
