"""What a report promises: the entries of its plan sections, or their paragraphs when nothing is marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reports.rules.claims import trimmed
from tracker.reports.rules.labels import Field
from tracker.reports.rules.lists import runs_in
from tracker.reports.rules.plot import Plot, Section, first_free

_WORD = re.compile(r"[^\W_]+")
# 希望县里加大引进力度: asked of others, not promised.
_REQUEST = re.compile("(?:建议|希望|恳请|请求|盼望|恳求)(?!(?:如下|是|有)?[:，,])")


@dataclass(frozen=True, slots=True)
class Promise:
    """``text[start:end]`` is a planned measure; ``mark`` its printed mark or None."""

    start: int
    end: int
    mark: tuple[int, int] | None = None


def promises_in(plot: Plot, section: Section) -> list[Promise]:
    """Return the measures of one plan section in order, those that say something."""
    if section.last <= section.first:
        return []
    return [one for one in _told(plot, section) if _WORD.search(plot.folded, one.start, one.end)]


def without_requests(plot: Plot, told: Sequence[list[Promise]]) -> list[Promise]:
    """Join the measures of several sections, leaving out a section of requests beside another that promises."""
    asked = [
        bool(one) and all(_REQUEST.match(plot.folded, promise.start) for promise in one)
        for one in told
    ]
    promised = any(one and not request for one, request in zip(told, asked, strict=True))
    return [
        promise
        for one, request in zip(told, asked, strict=True)
        if not (request and promised)
        for promise in one
    ]


def _told(plot: Plot, section: Section) -> list[Promise]:
    found = _marked(plot, section)
    if found:
        return found
    labelled = [
        index
        for index in range(section.first, section.last)
        if (label := plot.pieces[index].label) and label.field is Field.MEASURE
    ]
    if labelled:
        behind = [*labelled[1:], section.last]
        return [_promise(plot, *entry) for entry in zip(labelled, behind, strict=True)]
    end = plot.pieces[section.last - 1].end
    if section.soft and not plot.body(section.first).rstrip().endswith(":"):
        start, end = trimmed(plot.folded, section.start, end)
        return [Promise(start, end)] if start < end else []
    return _paragraphs(plot, section)[int(section.soft) :]


def _marked(plot: Plot, section: Section) -> list[Promise]:
    runs = runs_in(plot, first_free(plot, section), section.last)
    lines = {plot.pieces[run.entries[0].first].line for run in runs}
    inline = not any(plot.pieces[run.entries[0].first].opens_line for run in runs)
    if len(lines) > 1 and inline:
        return _paragraphs(plot, section)
    return [_promise(plot, entry.first, entry.last) for run in runs for entry in run.entries]


def _promise(plot: Plot, first: int, last: int) -> Promise:
    piece = plot.pieces[first]
    start, end = trimmed(plot.folded, piece.body, plot.pieces[last - 1].end)
    return Promise(start, end, (piece.mark.start, piece.mark.end) if piece.mark else None)


def _paragraphs(plot: Plot, section: Section) -> list[Promise]:
    found: dict[int, tuple[int, int]] = {}
    for piece in plot.pieces[section.first : section.last]:
        start = max(piece.start, section.start)
        first = found.get(piece.line, (start, 0))[0]
        found[piece.line] = (first, piece.end)
    ranges = [trimmed(plot.folded, *one) for one in found.values()]
    return [Promise(*one) for one in ranges if one[0] < one[1]]
