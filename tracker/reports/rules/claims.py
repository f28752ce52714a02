"""Which stretch of a section is what: claims, and the tiling that leaves no character unaccounted for."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.reports.rules.labels import Field


class SpanKind(StrEnum):
    """What a stretch of a problem section is, in the words of the contract."""

    MARK = "mark"
    ITEM = "item"
    LEAD_IN = "lead_in"
    CATEGORY = "category"
    CAUSE = "cause"
    FIELD = "field"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """``text[start:end]`` is of this kind."""

    start: int
    end: int
    kind: SpanKind


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a field behind a problem: ``text[start:end]``."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """A problem as found: its text, its printed mark (or None), its category line (or None), its fields."""

    start: int
    end: int
    mark: tuple[int, int] | None = None
    category: tuple[int, int] | None = None
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one section yields: items in order, claims for its stretches, places of missing numbers."""

    start: int
    end: int
    items: tuple[Item, ...]
    claims: tuple[Claim, ...]
    gaps: tuple[int, ...] = ()
    plans: tuple[tuple[int, int, tuple[int, int] | None], ...] = ()


_SEPARATORS = frozenset(" \t\n\u3000,;。、，；.．:：)）(（】]")


def tile(reading: Reading, text: str) -> list[Claim]:
    """Return spans that cover ``reading.start`` to ``reading.end`` exactly, in order.

    What no claim covers is a separator (counted with the mark behind it) or unassigned. Where claims
    overlap the earlier one wins and the later one is cut.
    """
    spans: list[Claim] = []
    at = reading.start
    for claim in sorted(reading.claims):
        start, end = max(claim.start, at), min(claim.end, reading.end)
        if start >= end:
            continue
        spans.extend(_gap(text, at, start))
        spans.append(Claim(start, end, claim.kind))
        at = end
    spans.extend(_gap(text, at, reading.end))
    return _joined(spans)


def _gap(text: str, start: int, end: int) -> Iterable[Claim]:
    if start >= end:
        return ()
    silent = all(sign in _SEPARATORS or sign.isspace() for sign in text[start:end])
    return (Claim(start, end, SpanKind.MARK if silent else SpanKind.UNASSIGNED),)


def _joined(spans: list[Claim]) -> list[Claim]:
    joined: list[Claim] = []
    for span in spans:
        if joined and joined[-1].kind is span.kind is SpanKind.MARK:
            joined[-1] = Claim(joined[-1].start, span.end, span.kind)
        else:
            joined.append(span)
    return joined


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
