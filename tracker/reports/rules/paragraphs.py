"""The paragraphs of a stretch without marks; a title on a line of its own goes with what it stands above."""

from dataclasses import dataclass

from tracker.reports.rules.claims import trimmed
from tracker.reports.rules.cues import Cue, follows_announcement
from tracker.reports.rules.enumerations import enumeration_in, is_one_of_clauses
from tracker.reports.rules.faults import names_area
from tracker.reports.rules.plot import Plot, Section
from tracker.reports.rules.splitting import sentences

CLOSING_CUES = frozenset({Cue.CLOSING, Cue.DEMANDS, Cue.PLAN, Cue.CAUSES})
_STOPS = "。!?;:"
_LONGEST_TITLE, _FEWEST_TITLES = 20, 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces ``first`` to ``behind`` (half-open), which hold ``text[start:end]``."""

    first: int
    behind: int
    start: int
    end: int


def paragraphs_of(plot: Plot, section: Section, first: int, last: int) -> list[Paragraph]:
    """Return the paragraphs from piece ``first`` on, up to a sentence that closes the list."""
    found: list[Paragraph] = []
    index = first
    while index < last:
        behind = index + 1
        while behind < last and plot.pieces[behind].line == plot.pieces[index].line:
            behind += 1
        if plot.cues[index] in CLOSING_CUES and found:
            break
        begin = max(plot.pieces[index].start, section.start)
        start, end = trimmed(plot.folded, begin, plot.pieces[behind - 1].end)
        if start < end:
            found.append(Paragraph(index, behind, start, end))
        index = behind
    return _without_strangers(plot.folded, _with_titles(plot, found), section)


def lists_at_once(folded: str, start: int, end: int) -> bool:
    """Tell whether the first sentence of a stretch announces and lists faults at once (存在甲、乙等问题)."""
    told = [folded[slice(*one)] for one in sentences(folded, start, end)[:1]]
    places = [(one, enumeration_in(one)) for one in told]
    return any(place and not is_one_of_clauses(one, place) for one, place in places)


def end_of_lead(plot: Plot, section: Section, first: int, last: int) -> int:
    """Return the piece behind the last announcement; praise before it belongs to the lead-in."""
    found = first
    for index in range(first, last):
        piece = plot.pieces[index]
        body = plot.folded[max(piece.start, section.start) : piece.end]
        if enumeration_in(body):
            break
        if plot.cues[index] is Cue.PROBLEMS or follows_announcement(body):
            found = index + 1
    return found


def leads_lines(plot: Plot, section: Section, index: int) -> bool:
    """Tell whether a piece with a colon at the end of its line says that faults stand in the lines below."""
    announces = ends_with_colon(plot, section, index) and plot.cues[index] is Cue.PROBLEMS
    return announces and plot.pieces[index].ends_line


def ends_with_colon(plot: Plot, section: Section, index: int) -> bool:
    """Tell whether a piece of the section leads to what stands behind it (主要是：)."""
    return index >= section.first and plot.body(index).rstrip().endswith(":")


def _without_strangers(folded: str, lines: list[Paragraph], section: Section) -> list[Paragraph]:
    """Where no heading stands and the first paragraph lists its faults whole, only such paragraphs tell more."""
    if not (section.soft and lines and lists_at_once(folded, lines[0].start, lines[0].end)):
        return lines
    return [line for line in lines if lists_at_once(folded, line.start, line.end)]


def _with_titles(plot: Plot, lines: list[Paragraph]) -> list[Paragraph]:
    """Join titles and texts where they take turns from the first line to the last."""
    titles, texts = lines[::2], lines[1::2]
    if len(titles) < _FEWEST_TITLES or len(titles) != len(texts):
        return lines
    if not all(_is_title(plot.folded[one.start : one.end]) for one in titles):
        return lines
    if not all(plot.folded[one.end - 1] in _STOPS for one in texts):
        return lines
    pairs = zip(titles, texts, strict=True)
    return [Paragraph(title.first, text.behind, title.start, text.end) for title, text in pairs]


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and line[-1] not in _STOPS and not names_area(line)
