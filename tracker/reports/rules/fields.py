"""Fields behind a problem: where the values of its labels stand inside an entry."""

from tracker.reports.rules.claims import Claim, SpanKind, Value, trimmed
from tracker.reports.rules.cues import Cue
from tracker.reports.rules.labels import Field
from tracker.reports.rules.lists import runs_in
from tracker.reports.rules.plot import Plot

_CUE_FIELDS = {Cue.CAUSES: Field.CAUSE, Cue.PLAN: Field.MEASURE}
_TAIL = " \t\n;；。,，、)）】]"
_LISTS = (Field.MEASURE, Field.CAUSE)


def opens_field(plot: Plot, index: int) -> Field | None:
    """Return the field that begins with piece ``index``, by its label or by what its sentence announces."""
    piece = plot.pieces[index]
    if piece.label is not None:
        return None if piece.label.field is Field.PROBLEM else piece.label.field
    return _CUE_FIELDS.get(plot.cues[index]) if plot.cues[index] else None  # type: ignore[arg-type]  # None is handled


def own_end_before(plot: Plot, first: int, behind: int) -> int:
    """Return ``behind`` without the bare marks before it: in 2.原因分析： the 2. belongs to the label."""
    while behind - 1 > first and is_bare_mark(plot, behind - 1):
        behind -= 1
    return behind


def is_bare_mark(plot: Plot, index: int) -> bool:
    """Tell whether a piece is a mark with nothing behind it."""
    piece = plot.pieces[index]
    return piece.mark is not None and piece.body >= piece.end


def fields_from(plot: Plot, first: int, last: int) -> tuple[list[Value], list[Claim]]:
    """Read pieces ``first`` to ``last`` as fields; the first piece opens one."""
    values: list[Value] = []
    claims: list[Claim] = []
    index = first
    while index < last:
        if is_bare_mark(plot, index):
            claims.append(Claim(plot.pieces[index].start, plot.pieces[index].end, SpanKind.MARK))
            index += 1
            continue
        field = opens_field(plot, index) or Field.OTHER
        behind = index + 1
        while behind < last and opens_field(plot, behind) is None:
            behind += 1
        own = own_end_before(plot, index, behind)
        end = plot.pieces[own - 1].end
        values.extend(_values(plot, field, index, own))
        kind = SpanKind.CAUSE if field is Field.CAUSE else SpanKind.FIELD
        claims.append(Claim(_claim_start(plot, index), end, kind))
        index = own
    return values, claims


def _claim_start(plot: Plot, index: int) -> int:
    return plot.pieces[index].start


def _values(plot: Plot, field: Field, first: int, behind: int) -> list[Value]:
    """One value, or one per entry of a list in it (measures, causes)."""
    if field in _LISTS:
        runs = runs_in(plot, first + 1, behind)
        if runs:
            return [
                _value(plot, field, plot.pieces[entry.first].body, plot.pieces[entry.last - 1].end)
                for run in runs
                for entry in run.entries
            ]
    piece = plot.pieces[first]
    start = piece.body if piece.label else piece.start
    end = plot.pieces[behind - 1].end
    if field not in _LISTS:
        line_end = plot.folded.find("\n", start, end)
        end = line_end if line_end >= 0 else end
    value = _value(plot, field, start, end)
    return [value] if value.start < value.end else []


def _value(plot: Plot, field: Field, start: int, end: int) -> Value:
    start, end = trimmed(plot.folded, start, end)
    if field not in _LISTS:
        while end > start and plot.folded[end - 1] in _TAIL:
            end -= 1
    return Value(field, start, end)
