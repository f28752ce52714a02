"""Which of the candidate problem sections count: those that are believable, the last of those that repeat."""

from collections import Counter, deque
from itertools import zip_longest

from tracker.documents.rules.folding import bare
from tracker.reports.rules.claims import Reading
from tracker.reports.rules.faults import (
    begins_with_some,
    is_plan_title,
    may_tell_fault,
    states_fault,
)
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.items import read_section
from tracker.reports.rules.labels import WORK_FIELDS
from tracker.reports.rules.paragraphs import leads_lines
from tracker.reports.rules.plot import Plot, Section

_SAME, _MOST_PLACES = 0.6, 32
_LEAST_FIELDS = 2
_TITLE_STOPS = "。!?;:,\n"

Candidate = tuple[Section, Reading]


def chosen_sections(plot: Plot) -> tuple[list[Candidate], int]:
    """Return the problem sections that count, and how many were left out as repetitions."""
    found = [
        (section, read_section(plot, section))
        for section in plot.sections
        if section.kind is SectionKind.PROBLEMS
    ]
    hard = [
        pair
        for pair in found
        if not pair[0].soft and pair[1].items and not _is_all_plan(plot, pair[1])
    ]
    hard = [
        pair
        for pair, later in zip_longest(hard, hard[1:])
        if later is None or not _is_praise_before(plot, pair, later)
    ]
    chosen = (
        hard
        or fielded_sections(plot)
        or [pair for pair in found if pair[0].soft and is_believable(plot, *pair)]
    )
    kept = _without_repetitions(plot, chosen)
    return kept, len(chosen) - len(kept)


def fielded_sections(plot: Plot) -> list[Candidate]:
    """Return the sections whose entries carry fields (整改措施：, 整改时限：) although no heading says 问题.

    Plans of rectification are built so; the sections count as problem sections from now on.
    """
    found = []
    for section in plot.sections:
        pieces = plot.pieces[section.first : section.last]
        fields = {piece.label.field for piece in pieces if piece.label} & WORK_FIELDS
        if section.kind is SectionKind.PROBLEMS or len(fields) < _LEAST_FIELDS:
            continue
        section.kind = SectionKind.PROBLEMS
        reading = read_section(plot, section)
        if any(item.values for item in reading.items):
            found.append((section, reading))
    return found


def is_believable(plot: Plot, section: Section, reading: Reading) -> bool:
    """Tell whether a section without heading is announced by a line with a colon, or most of its items tell faults."""
    texts = [plot.folded[item.start : item.end] for item in reading.items]
    faulty = [text for text in texts if states_fault(text) and not is_plan_title(text)]
    announced = leads_lines(plot, section, section.first)
    if announced and all(text in faulty or may_tell_fault(text) for text in texts):
        return True
    if len(faulty) * 2 > len(texts):
        return True
    return bool(faulty) and all(map(begins_with_some, texts))


def _is_all_plan(plot: Plot, reading: Reading) -> bool:
    texts = [plot.folded[item.start : item.end] for item in reading.items]
    return not any(states_fault(text) for text in texts) and all(
        is_plan_title(text) for text in texts
    )


def _is_praise_before(plot: Plot, candidate: Candidate, later: Candidate) -> bool:
    """二、问题与不足 总的看，一是…；二是…。但还有一些欠账：一是…: the first list tells no fault."""
    section, reading = candidate
    if later[0].first - section.last > 1:
        return False
    return not any(states_fault(plot.folded[one.start : one.end]) for one in reading.items)


def _without_repetitions(plot: Plot, chosen: list[Candidate]) -> list[Candidate]:
    """Leave out each section most of whose titles stand in one later section; reads from the end."""
    kept: list[Candidate] = []
    places: dict[str, deque[int]] = {}
    for place in range(len(chosen) - 1, -1, -1):
        keys = [_key(plot, item.start, item.end) for item in chosen[place][1].items]
        shared = Counter(later for key in keys for later in places.get(key, ()))
        if not any(times >= _SAME * len(keys) for times in shared.values()):
            kept.append(chosen[place])
        for key in set(keys):
            places.setdefault(key, deque(maxlen=_MOST_PLACES)).append(place)
    return kept[::-1]


def _key(plot: Plot, start: int, end: int) -> str:
    stop = next((at for at in range(start, end) if plot.folded[at] in _TITLE_STOPS), end)
    return bare(plot.folded[start:stop])
