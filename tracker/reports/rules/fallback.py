"""When the heading was lost in copying: a run of marked faults that begins in the middle (四是 …)."""

import re
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter

from tracker.documents.rules.marks import MarkKind
from tracker.reports.rules import words
from tracker.reports.rules.claims import Reading
from tracker.reports.rules.faults import (
    is_fault_title,
    is_plan_title,
    names_area,
    states_fault,
    tells_betterment,
)
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.items import read_section
from tracker.reports.rules.plot import DEEPEST_OF_CHAPTERS, Plot, Section, family_of, rank_of
from tracker.reports.rules.splitting import PARALLEL
from tracker.reports.rules.words import any_of

_LEAST, _LONGEST_NAME = 2, 20
# 在理念上，…。在指标上，…: lines that open alike, each of which has to tell a fault.
_IN_RESPECT = re.compile("在[^,。;:]{1,10}(?:上|方面|环节),")
_TARGETS = re.compile(
    rf"{any_of(words.REMEDIES, words.HARD_HEADING_TRAPS)}[^。;:]{{0,20}}{any_of(words.LACKS)}[^。;]{{0,6}}:$"
    rf"|(?:重点|着重|要|着力|集中)(?:查摆|查找|检视|排查|对照)[^。;:]{{0,20}}{any_of(words.LACKS)}[^。;]{{0,6}}:$"
)
# 查“作风不严实”: what was looked for, not what was found.
_QUOTED = re.compile(r"“[^”。]{0,30}”")
# 第三条 有下列情形之一的，不得销号： the text of a rule.
_RULE = re.compile(
    "^第[一二三四五六七八九十百0-9]{1,4}条|(?:下列|以下)(?:情形|情况|行为|条件)(?:之一)?的?[^。;:]{0,12}:$"
)
_SITUATION = re.compile("(?:环境|形势|国际|国内|背景)[^。;,:]{0,10}[,:]$")
_SOMEBODY_SAYS = re.compile(
    rf"{any_of(words.SPEAKERS)}[^。]{{0,20}}(?:{any_of(words.DEMANDS)})[,:]?$"
)


def lost_heading(plot: Plot) -> Reading | None:
    """Return the longest run of marked faults outside plans, None when there is no run of two."""
    runs = _runs(plot)
    long_ones = [(last - first, -first, last) for first, last, count in runs if count >= _LEAST]
    if not long_ones:
        return None
    length, _, end = max(long_ones)
    best = _with_neighbours(plot, [run[:2] for run in runs], (end - length, end))
    start = plot.pieces[best[0]].start
    return read_section(
        plot, Section(SectionKind.PROBLEMS, best[0], start, None, soft=True, last=best[1])
    )


def _with_neighbours(
    plot: Plot, runs: list[tuple[int, int]], best: tuple[int, int]
) -> tuple[int, int]:
    """Widen a run below an area (1、形式主义方面) to the runs below the areas counted on before and behind it."""
    if not _is_below_area(plot, best[0]):
        return best
    first = last = runs.index(best)
    while first and _counts_on(plot, runs[first - 1], runs[first]):
        first -= 1
    while last + 1 < len(runs) and _counts_on(plot, runs[last], runs[last + 1]):
        last += 1
    return runs[first][0] - 1, runs[last][1]


def _is_below_area(plot: Plot, first: int) -> bool:
    above = plot.pieces[first - 1] if first else None
    if above is None or above.mark is None or rank_of(above.mark) > DEEPEST_OF_CHAPTERS:
        return False
    title = plot.body(first - 1)
    return (above.fills_line and names_area(title)) or _is_name(title)


def _is_name(title: str) -> bool:
    """（二）产业发展要着力。: a few words and a full stop, in the manner of a title."""
    return len(title) <= _LONGEST_NAME and title.endswith("。") and "," not in title


def _counts_on(plot: Plot, run: tuple[int, int], later: tuple[int, int]) -> bool:
    """Tell whether two runs stand below areas of neighbouring numbers with nothing between them."""
    if run[1] != later[0] - 1 or not all(_is_below_area(plot, one[0]) for one in (run, later)):
        return False
    area, following = plot.pieces[run[0] - 1].mark, plot.pieces[later[0] - 1].mark
    assert area is not None
    assert following is not None
    return (family_of(area), area.ordinal + 1) == (family_of(following), following.ordinal)


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
    lines = _opening_lines(plot, PARALLEL) or _opening_lines(plot, _IN_RESPECT, states_fault)
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


def _opening_lines(
    plot: Plot, form: re.Pattern[str], judge: Callable[[str], bool] = bool
) -> list[int]:
    return [
        index
        for index in sorted(_outside_plans(plot))
        if plot.pieces[index].opens_line
        and form.match(plot.body(index))
        and judge(plot.body(index))
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
            others = any(
                form.search(lead) for form in (_SOMEBODY_SAYS, _TARGETS, _SITUATION, _RULE)
            )
            saying = going_on or others
        if saying:
            said.add(index)
    return said
