"""Measures listed right below a fault without a label (（一）学习不实。 and below it 1.落实…。 2.开展…。)."""

import re
from collections.abc import Sequence

from tracker.reports.rules.claims import Claim, SpanKind, Value, trimmed
from tracker.reports.rules.entries import is_plan, own_end
from tracker.reports.rules.faults import is_fault_title
from tracker.reports.rules.labels import Field
from tracker.reports.rules.lists import Entry, Run
from tracker.reports.rules.plot import Plot, Section

_MEASURES = re.compile("措施|举措|对策")


def answers_in(plot: Plot, entry: Entry, inner: Sequence[Run], section: Section) -> Sequence[Entry]:
    """Return the entries of such a list below ``entry``, nothing when its inner list is detail of the fault.

    Below a heading that promises measures (整改问题及措施) whatever tells no fault is one.
    """
    if len(inner) != 1 or not plot.pieces[entry.first].ends_line:
        return ()
    [run] = inner
    titles = [plot.body(one.first) for one in run.entries]
    told = all(plot.pieces[one.first].opens_line for one in run.entries)
    if not told or not is_fault_title(plot.body(entry.first)) or any(map(is_fault_title, titles)):
        return ()
    head = section.head
    promised = head is not None and _MEASURES.search(plot.folded, head.start, head.end)
    return run.entries if promised or is_plan(plot, run) else ()


def read_answers(plot: Plot, answers: Sequence[Entry]) -> tuple[list[Value], list[Claim]]:
    """Read such entries as measures, each up to the fields behind it."""
    values: list[Value] = []
    claims: list[Claim] = []
    for one in answers:
        piece, end = plot.pieces[one.first], plot.pieces[own_end(plot, one) - 1].end
        values.append(Value(Field.MEASURE, *trimmed(plot.folded, piece.body, end)))
        claims.append(Claim(piece.start, end, SpanKind.FIELD))
    return values, claims
