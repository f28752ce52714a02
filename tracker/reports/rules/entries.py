"""What an entry of a list is: a plan, an area, an item; and where its own words end."""

import re

from tracker.reports.rules.cues import Cue
from tracker.reports.rules.faults import (
    is_fault_title,
    is_plan_title,
    names_area,
    states_fault,
    without_count,
)
from tracker.reports.rules.fields import opens_field, own_end_before
from tracker.reports.rules.lists import Entry, Run
from tracker.reports.rules.plot import Plot
from tracker.reports.rules.reasons import is_reason

LONGEST_AREA_TITLE = 30
_LONGEST_BRACKET, _LONGEST_NAME, _STOPS = 400, 8, "。!?;:,"
_WORD = re.compile(r"[^\W_]+")
ENDINGS = (Cue.CLOSING, Cue.DEMANDS)


def is_plan(plot: Plot, run: Run) -> bool:
    """Tell whether most entries of a list say what will be done."""
    titles = [plot.body(entry.first) for entry in run.entries]
    plans = sum(is_plan_title(title) for title in titles)
    return plans * 2 > len(titles)


def own_end(plot: Plot, entry: Entry) -> int:
    """Return the piece where the entry's own words end and its fields begin."""
    for index in range(entry.first, entry.last):
        piece = plot.pieces[index]
        if index == entry.first and (piece.label is None or piece.body < piece.label.start):
            continue
        if plot.cues[index] in ENDINGS and piece.mark is None:
            return index
        if is_reason(plot, index):
            continue
        if opens_field(plot, index) and not is_aside(plot, index, entry.last):
            return own_end_before(plot, entry.first, index)
    return entry.last


def is_aside(plot: Plot, index: int, last: int) -> bool:
    """A bracket with fields (责任单位：…) in the middle of an item, with more of the item behind it."""
    piece = plot.pieces[index]
    if piece.label is None or not piece.label.bracketed:
        return False
    end = plot.pieces[last - 1].end
    limit = min(end, piece.start + _LONGEST_BRACKET)
    closing = max(plot.folded.find(sign, piece.start, limit) for sign in ")】")
    return _WORD.search(plot.folded, max(closing + 1, piece.start), end) is not None


def is_category(plot: Plot, entry: Entry, run: Run, siblings: Run) -> bool:
    """Tell whether an entry names the area of the list ``run`` inside it; ``siblings`` stand beside the entry."""
    inner = plot.pieces[run.entries[0].first].start
    piece = plot.pieces[entry.first]
    title = plot.folded[piece.body : min(piece.end, inner)].strip()
    if not title or names_area(title):
        return True
    if states_fault(title) or len(title) > LONGEST_AREA_TITLE:
        return False
    if any(is_fault_title(plot.body(one.first)) for one in siblings.entries if one.inner):
        return False
    if len(without_count(title)) <= _LONGEST_NAME and title[-1] not in _STOPS:
        return not is_plan(plot, run)
    titles = [plot.body(one.first) for one in run.entries]
    return sum(is_fault_title(one) for one in titles) * 2 > len(titles)


def stand_beside_areas(plot: Plot, run: Run) -> bool:
    """Tell whether entries of a list only name the areas of lists inside them."""
    return any(is_category(plot, one, one.inner[0], run) for one in run.entries if one.inner)


def is_area_with_text(plot: Plot, entry: Entry) -> bool:
    """（四）作风方面。办事拖沓。: an area with its one fault on the same line."""
    goes_on = entry.first + 1 < entry.last and not plot.pieces[entry.first].ends_line
    return goes_on and names_area(plot.body(entry.first))


def tells_no_fault(plot: Plot, entry: Entry, boundary: int) -> bool:
    """（三）典型案例剖析 班子认真对照反思。: a title on its line, below it a text, and neither tells a fault."""
    title, last = plot.pieces[entry.first], plot.pieces[boundary - 1]
    if not title.fills_line or boundary == entry.first + 1:
        return False
    return not states_fault(plot.folded[title.body : last.end])


def end_of_last(plot: Plot, entry: Entry, run: Run) -> int:
    """The last entry keeps unmarked lines behind it only when that is how the others are built."""
    line = plot.pieces[entry.first].line
    behind = next(
        (index for index in range(entry.first, entry.last) if plot.pieces[index].line != line),
        entry.last,
    )
    if behind == entry.last or entry.inner:
        return entry.last
    others = [one for one in run.entries if one is not entry]
    many = any(plot.pieces[one.last - 1].line > plot.pieces[one.first].line for one in others)
    title = plot.pieces[behind - 1]
    alone = plot.folded[title.start : title.end].rstrip()[-1:] not in "。!?;"
    if many or alone:
        return entry.last
    return behind


def is_scattered(plot: Plot, runs: list[Run]) -> bool:
    """Several unmarked paragraphs, each with a little list inside: the paragraphs are what counts.

    A list that is announced (主要表现为：一是…) is the list itself.
    """
    if plot.cues[max(runs[0].entries[0].first - 1, 0)] is Cue.PROBLEMS:
        return False
    firsts = [plot.pieces[run.entries[0].first] for run in runs]
    lines = {piece.line for piece in firsts}
    return len(lines) > 1 and not any(piece.opens_line for piece in firsts)
