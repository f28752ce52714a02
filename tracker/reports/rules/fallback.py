"""When the heading was lost in copying: a run of marked faults that begins in the middle (四是 …)."""

import re
from itertools import groupby
from operator import itemgetter

from tracker.documents.rules.marks import MarkKind
from tracker.reports.rules import words
from tracker.reports.rules.claims import Reading
from tracker.reports.rules.faults import (
    is_fault_title,
    is_plan_title,
    states_fault,
    tells_betterment,
)
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.items import read_section
from tracker.reports.rules.plot import Plot, Section, family_of
from tracker.reports.rules.splitting import PARALLEL
from tracker.reports.rules.words import any_of

_LEAST = 2
_TARGETS = re.compile(
    rf"{any_of(words.REMEDIES, words.HARD_HEADING_TRAPS)}[^。;:]{{0,20}}{any_of(words.LACKS)}[^。;]{{0,6}}:$"
)
# 查“作风不严实”: what was looked for, not what was found.
_QUOTED = re.compile(r"“[^”。]{0,30}”")
_SITUATION = re.compile("(?:环境|形势|国际|国内|背景)[^。;,:]{0,10}[,:]$")
_SOMEBODY_SAYS = re.compile(
    rf"{any_of(words.SPEAKERS)}[^。]{{0,20}}(?:{any_of(words.DEMANDS)})[,:]?$"
)


def lost_heading(plot: Plot) -> Reading | None:
    """Return the longest run of marked faults outside plans, None when there is no run of two."""
    best: tuple[int, int] | None = None
    for first, last, count in _runs(plot):
        if count >= _LEAST and (best is None or last - first > best[1] - best[0]):
            best = first, last
    if best is None:
        return None
    start = plot.pieces[best[0]].start
    return read_section(
        plot, Section(SectionKind.PROBLEMS, best[0], start, None, soft=True, last=best[1])
    )


def _tells_fault(plot: Plot, index: int) -> bool:
    """问题1： is a fault by its own word; another mark by the text behind it."""
    mark = plot.pieces[index].mark
    if mark is not None and mark.kind is MarkKind.LABELLED:
        return True
    if mark is not None and mark.kind is MarkKind.MUST:
        return False
    return is_fault_title(_QUOTED.sub("", plot.body(index)))


def parallel_openings(plot: Plot) -> Reading | None:
    """Return neighbouring lines that open alike (最…的是…), most of them telling faults."""
    lines = _opening_lines(plot)
    best: list[int] = []
    now: list[int] = []
    for index in lines:
        joined = now and plot.pieces[index].line == plot.pieces[now[-1]].line + 1
        if not joined:
            now = []
        now.append(index)
        best = now if len(now) > len(best) else best
    faults = sum(states_fault(plot.body(index)) for index in best)
    if len(best) < _LEAST or faults * 2 <= len(best):
        return None
    last = best[-1] + 1
    while last < len(plot.pieces) and plot.pieces[last].line == plot.pieces[best[-1]].line:
        last += 1
    return read_section(
        plot,
        Section(
            SectionKind.PROBLEMS, best[0], plot.pieces[best[0]].start, None, soft=True, last=last
        ),
    )


def _opening_lines(plot: Plot) -> list[int]:
    return [
        index
        for index in sorted(_outside_plans(plot))
        if plot.pieces[index].opens_line and PARALLEL.match(plot.body(index))
    ]


def _runs(plot: Plot) -> list[tuple[int, int, int]]:
    """Runs of neighbouring marked pieces of one family that tell faults: first, last, count of pieces.

    A piece in unknown words joins where its number goes on, as long as most of the run tells faults.
    """
    allowed = _outside_plans(plot)
    found: list[tuple[int, int, int]] = []
    run: list[int] = []
    for index, piece in enumerate(plot.pieces):
        free = index in allowed
        if free and piece.mark is None and not (plot.heads[index] or plot.cues[index]):
            continue
        if free and _joins(plot, run, index):
            run.append(index)
            continue
        found += _judged(plot, run, index)
        run = [index] if free and _may_begin(plot, index) else []
    return found + _judged(plot, run, len(plot.pieces))


def _joins(plot: Plot, run: list[int], index: int) -> bool:
    """Tell whether a marked piece goes on with a run: a fault with its kind of mark, or the next number."""
    if not run:
        return _may_begin(plot, index)
    mark, last = plot.pieces[index].mark, plot.pieces[run[-1]].mark
    if mark is None or last is None or family_of(mark) is not family_of(last):
        return False
    if _tells_fault(plot, index):
        return True
    return mark.ordinal == last.ordinal + 1 and _may_be_fault(plot, index)


def _may_be_fault(plot: Plot, index: int) -> bool:
    """Tell whether a piece in unknown words may tell a fault: neither a plan nor a success."""
    body = plot.body(index)
    return not is_plan_title(body) and not tells_betterment(body)


def _may_begin(plot: Plot, index: int) -> bool:
    mark = plot.pieces[index].mark
    if mark is None or plot.heads[index] is not None:
        return False
    return _tells_fault(plot, index) or (mark.ordinal == 1 and _may_be_fault(plot, index))


def _judged(plot: Plot, run: list[int], behind: int) -> list[tuple[int, int, int]]:
    """Return the run when more than half of it tells faults, else the parts of it that do."""
    if not run:
        return []
    faults = [_tells_fault(plot, index) for index in run]
    if sum(faults) * 2 > len(run):
        return [(run[0], behind, len(run))]
    edges = [*run[1:], behind]
    parts = groupby(zip(run, edges, faults, strict=True), key=itemgetter(2))
    told = [list(part) for fault, part in parts if fault]
    return [(part[0][0], part[-1][1], len(part)) for part in told]


def _outside_plans(plot: Plot) -> set[int]:
    plans = {
        index
        for section in plot.sections
        if section.kind in (SectionKind.PLAN, SectionKind.CAUSES, SectionKind.LAST_YEAR)
        for index in range(section.first, section.last)
    }
    return set(range(len(plot.pieces))) - plans - _said_by_others(plot)


def _said_by_others(plot: Plot) -> set[int]:
    """县委书记指出，一是…；二是…, 重点整治以下问题：1.…: words about others, and lists of targets."""
    said: set[int] = set()
    saying = False
    for index, piece in enumerate(plot.pieces):
        if piece.mark is None:
            lead = plot.body(index)
            going_on = saying and not piece.opens_line
            others = any(form.search(lead) for form in (_SOMEBODY_SAYS, _TARGETS, _SITUATION))
            saying = going_on or others
        if saying:
            said.add(index)
    return said
