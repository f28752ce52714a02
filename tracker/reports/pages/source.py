"""The source text of a report as paragraphs of coloured pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.reports.models import Batch, FindingState
from tracker.reports.rules import colouring
from tracker.reports.rules.colouring import Stretch

ITEM, DROPPED = "item", "dropped"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of one kind; ``owner`` is the id of its finding, ``first`` whether the finding begins here."""

    kind: str
    text: str
    owner: int | None
    first: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text; ``at`` is its offset in code points, ``level`` that of a heading, else 0."""

    at: int
    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The whole text, the kinds that occur in it, and what has been given to nothing."""

    paragraphs: tuple[Paragraph, ...]
    kinds: tuple[str, ...]
    unassigned: tuple[Stretch, ...]


def source_of(batch: Batch) -> SourceText:
    """Lay out the text of a batch; findings, as corrected, go before what the reading said."""
    tiles = colouring.tile(batch.text, list(_stretches(batch)))
    levels = _levels(batch)
    seen: set[int] = set()
    paragraphs = tuple(
        Paragraph(at, levels.get(at, 0), tuple(_piece(batch.text, one, seen) for one in line))
        for at, line in colouring.lines(batch.text, tiles)
    )
    present = {one.kind for one in tiles}
    return SourceText(
        paragraphs=paragraphs,
        kinds=tuple(kind for kind in _KEY if kind in present),
        unassigned=tuple(colouring.unassigned(tiles)),
    )


_KEY = (
    ITEM,
    DROPPED,
    "mark",
    "lead_in",
    "category",
    "cause",
    "field",
    "measure",
    "last_year",
    colouring.UNASSIGNED,
)


def _stretches(batch: Batch) -> Iterator[Stretch]:
    """Yield what is known about the text, the surest first."""
    dropped = FindingState.DROPPED
    for one in sorted(batch.findings, key=lambda one: one.state is dropped):
        if one.start is not None and one.end is not None:
            kind = DROPPED if one.state is dropped else ITEM
            yield Stretch(one.start, one.end, kind, one.id)
    read: dict[str, Any] = batch.extraction
    for span in read["spans"]:
        # An item of the reading that no finding holds any more has been given to nothing.
        kind = colouring.UNASSIGNED if span["kind"] == ITEM else span["kind"]
        yield Stretch(span["start"], span["end"], kind)
    for kind, rows in (("last_year", read["last_year"]), ("measure", read["measures"])):
        for row in rows:
            yield Stretch(row["start"], row["end"], kind)


def _levels(batch: Batch) -> dict[int, int]:
    """Answer the level of each heading that fills its line, by the offset of the line."""
    levels: dict[int, int] = {}
    title: str | None = batch.extraction["title"]
    if title and batch.text.startswith(title):
        levels[0] = 1
    for heading in batch.extraction["outline"]:
        start, end = heading["start"], heading["end"]
        begins = start == 0 or batch.text[start - 1] == "\n"
        if begins and batch.text[end : end + 1] in {"", "\n"}:
            levels[start] = min(heading["level"], 3)
    return levels


def _piece(text: str, one: Stretch, seen: set[int]) -> Piece:
    first = one.owner is not None and one.owner not in seen
    if one.owner is not None:
        seen.add(one.owner)
    return Piece(one.kind, text[one.start : one.end], one.owner, first)
