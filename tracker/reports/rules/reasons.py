"""Reasons and promises told inside one problem (…入住率偏低。主要原因是…。下一步，我局将…), not of all of them."""

import re

from tracker.reports.rules.claims import Value, trimmed
from tracker.reports.rules.cues import Cue
from tracker.reports.rules.faults import is_fault_title, states_fault
from tracker.reports.rules.labels import Field
from tracker.reports.rules.plot import Plot

_REASON = re.compile(
    "(?:究其|分析|其|这)?(?:主要|根本|重要|直接|客观|主观|深层次?)?的?原因,?(?:主要|就|还)?(?:是|在于|有)"
)
_OF_ALL = re.compile("以上|上述|这些|存在的?问题|产生问题")
_LEAST_FAULTS, _FEW = 2, 12


def told_of_one(plot: Plot, index: int) -> bool:
    """Tell whether a sentence in the middle of a line gives the reason of, or the answer to, one problem alone."""
    piece = plot.pieces[index]
    if piece.opens_line or piece.mark is not None or piece.label is not None:
        return False
    body = plot.body(index)
    if body.rstrip().endswith(":") or _OF_ALL.search(body):
        return False
    return plot.cues[index] is Cue.PLAN or is_reason(plot, index)


def is_reason(plot: Plot, index: int) -> bool:
    """Tell whether a sentence in the middle of an item says why; it stays part of the item."""
    piece = plot.pieces[index]
    if plot.cues[index] is not Cue.CAUSES or piece.opens_line or piece.label is not None:
        return False
    body = plot.body(index)
    return _REASON.match(body) is not None and not body.rstrip().endswith(":")


def reasons_in(plot: Plot, first: int, last: int) -> list[Value]:
    """Return the reasons told inside an item that is made of pieces ``first`` to ``last`` (half-open)."""
    return [
        Value(Field.CAUSE, *trimmed(plot.folded, plot.pieces[index].start, plot.pieces[index].end))
        for index in range(first, last)
        if is_reason(plot, index)
    ]


def next_line_tells_fault(plot: Plot, index: int) -> bool:
    """Tell whether the line behind that of ``index`` is one more unmarked paragraph that tells a fault."""
    line = plot.pieces[index].line
    behind = next(
        (at for at in range(index, len(plot.pieces)) if plot.pieces[at].line > line), None
    )
    if behind is None or plot.heads[behind] or plot.cues[behind] or plot.pieces[behind].mark:
        return False
    return states_fault(plot.body(behind))


def faults_follow(plot: Plot, index: int) -> bool:
    """Tell whether the marked entries right behind an announcement tell faults (not what will be done)."""
    told = []
    for at in range(index + 1, min(index + _FEW, len(plot.pieces))):
        if plot.heads[at] is not None or plot.cues[at] is not None:
            break
        if plot.pieces[at].mark is not None:
            told.append(plot.body(at))
    faults = sum(map(is_fault_title, told))
    return faults >= _LEAST_FAULTS and faults * 2 > len(told)
