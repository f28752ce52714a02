"""The fourth pass: a run of pieces as lists of marked entries, nested as the writer meant them.

The restart rule: a mark that begins again at one begins a new list. It is an inner list when the
entry before it only names an area or ends with a colon, and a list of its own otherwise.
"""

from dataclasses import dataclass, field

from tracker.documents.rules.marks import MarkKind
from tracker.reports.rules.cues import Cue
from tracker.reports.rules.faults import is_fault_title, names_area, states_fault
from tracker.reports.rules.pieces import Piece
from tracker.reports.rules.plot import Plot, family_of


@dataclass(slots=True)
class Entry:
    """A marked piece and everything up to the next entry: pieces ``first`` to ``last`` (half-open)."""

    first: int
    last: int
    inner: list["Run"] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """One list; ``lead`` pieces (half-open from ``lead`` to the first entry) introduce it."""

    kind: MarkKind
    lead: int
    entries: list[Entry] = field(default_factory=list)
    gap: bool = False


_UNCOUNTED = frozenset({MarkKind.BULLET, MarkKind.FIRSTLY})
_MAX_DEPTH = 8
_AFTERTHOUGHT = 3


def runs_in(plot: Plot, first: int, last: int, depth: int = 0) -> list[Run]:
    """Return the lists on the top level of pieces ``first`` to ``last``, each entry with its inner lists."""
    start = _first_mark(plot, first, last)
    if start is None or depth > _MAX_DEPTH:
        return []
    runs = _top_runs(plot, start, last, first)
    for run in runs:
        for entry in run.entries:
            entry.inner = runs_in(plot, entry.first + 1, entry.last, depth + 1)
    return runs


def behind_praise(plot: Plot, first: int, last: int) -> int | None:
    """Return where a list is announced (但还有一些短板：) when the marks before it tell no fault, else None."""
    outset = None
    for index in range(first, last):
        piece = plot.pieces[index]
        if piece.mark is not None and (
            is_fault_title(plot.body(index)) or (piece.fills_line and names_area(plot.body(index)))
        ):
            return outset
        if plot.cues[index] is Cue.PROBLEMS and piece.mark is None:
            outset = index
    return None


def paragraphs_under(plot: Plot, first: int, behind: int) -> list[tuple[int, int]]:
    """Return the unmarked paragraphs below an entry that only names an area (（一）学习方面), as ranges of pieces.

    Empty when the entry tells something itself, or one of its paragraphs tells no fault.
    """
    title = plot.pieces[first]
    if not title.fills_line or not names_area(plot.body(first)):
        return []
    starts = [at for at in range(first + 1, behind) if plot.pieces[at].opens_line]
    if not starts:
        return []
    paragraphs = list(zip(starts, [*starts[1:], behind], strict=True))
    told = (plot.folded[plot.pieces[a].start : plot.pieces[b - 1].end] for a, b in paragraphs)
    return paragraphs if all(map(states_fault, told)) else []


def _first_mark(plot: Plot, first: int, last: int) -> int | None:
    return next((index for index in range(first, last) if plot.pieces[index].mark), None)


@dataclass(slots=True)
class _Top:
    """The state while the top level is read: the running list and a possible inner one of the same mark."""

    plot: Plot
    kind: MarkKind
    lines_only: bool
    runs: list[Run]
    last_ordinal: int = 0
    inner_ordinal: int | None = None


def _top_runs(plot: Plot, start: int, last: int, lead: int) -> list[Run]:
    mark = plot.pieces[start].mark
    assert mark is not None
    kind = family_of(mark)
    top = _Top(plot, kind, _counts_by_line(plot, kind, start, last), [])
    for index in range(start, last):
        if _is_candidate(top, plot.pieces[index]):
            _place(top, index, lead)
    _close_entries(plot, top.runs, last)
    return top.runs


def _counts_by_line(plot: Plot, kind: MarkKind, start: int, last: int) -> bool:
    """Tell whether the entries stand one per line, so that the same mark inside a line is an inner one."""
    opening = [
        piece.mark.ordinal
        for piece in plot.pieces[start:last]
        if piece.mark and piece.opens_line and family_of(piece.mark) is kind
    ]
    return len(opening) > 1 and plot.pieces[start].opens_line and opening[1] in (opening[0] + 1, 0)


def _is_candidate(top: _Top, piece: Piece) -> bool:
    if piece.mark is None:
        return False
    if _is_afterthought(piece):
        return bool(top.runs) and top.kind is not MarkKind.HAN and _goes_on_alike(top, piece)
    if family_of(piece.mark) is not top.kind:
        return False
    return piece.opens_line or not top.lines_only


def _is_afterthought(piece: Piece) -> bool:
    """再者, 此外 and 最后 go on with whatever list runs."""
    mark = piece.mark
    return mark is not None and mark.kind is MarkKind.FIRSTLY and mark.ordinal >= _AFTERTHOUGHT


def _goes_on_alike(top: _Top, piece: Piece) -> bool:
    """An afterthought opens its line where the entries do, and stands inside the line where they do."""
    if piece.opens_line:
        return True
    entries = top.runs[-1].entries
    last = top.plot.pieces[entries[-1].first]
    inline = len(entries) > 1 and not last.opens_line and last.line == piece.line
    return inline and is_fault_title(top.plot.folded[piece.body : piece.end])


def _place(top: _Top, index: int, lead: int) -> None:
    mark = top.plot.pieces[index].mark
    assert mark is not None
    if _is_afterthought(top.plot.pieces[index]):
        _append(top, index, top.last_ordinal)
    elif not top.runs:
        _new_run(top, index, lead, mark.ordinal)
    elif top.kind in _UNCOUNTED and mark.ordinal != 1:
        _append(top, index, mark.ordinal)
    elif top.inner_ordinal is not None and mark.ordinal == top.inner_ordinal + 1:
        top.inner_ordinal = mark.ordinal
    elif mark.ordinal == top.last_ordinal + 1:
        _append(top, index, mark.ordinal)
    elif mark.ordinal == 1:
        _restart(top, index)
    else:
        top.runs[-1].gap = True
        _append(top, index, mark.ordinal)


def _restart(top: _Top, index: int) -> None:
    entry = top.runs[-1].entries[-1]
    if top.inner_ordinal is None and _introduces(top.plot, entry.first, index):
        top.inner_ordinal = 1
        return
    _new_run(top, index, _lead_of(top.plot, entry.first, index), 1)


def _introduces(plot: Plot, first: int, index: int) -> bool:
    """Tell whether the entry's own text leads into an inner list: an area or a colon, on one line or two."""
    if index - first > 1 and plot.pieces[index - 1].opens_line:
        return False
    own = plot.folded[plot.pieces[first].body : plot.pieces[index].start]
    return names_area(own) or own.rstrip().endswith(":")


def _lead_of(plot: Plot, first: int, index: int) -> int:
    """Walk back over the unmarked line that introduces a new list; the entry before it ends there."""
    previous = index - 1
    if previous <= first:
        return index
    piece = plot.pieces[previous]
    line_first = previous
    while line_first > first + 1 and plot.pieces[line_first - 1].line == piece.line:
        line_first -= 1
    opens = plot.pieces[line_first]
    if not opens.opens_line or opens.mark is not None:
        return index
    text = plot.folded[opens.start : piece.end].rstrip()
    leads = text.endswith(":") or names_area(text) or text[-1:] not in "。;!?"
    return line_first if leads or plot.cues[line_first] else index


def _new_run(top: _Top, index: int, lead: int, ordinal: int) -> None:
    top.runs.append(Run(top.kind, lead, gap=ordinal > 1))
    _append(top, index, ordinal)


def _append(top: _Top, index: int, ordinal: int) -> None:
    top.runs[-1].entries.append(Entry(index, index + 1))
    top.last_ordinal, top.inner_ordinal = ordinal, None


def _close_entries(plot: Plot, runs: list[Run], last: int) -> None:
    """Let each entry reach to the next entry, or to the lead of the next list."""
    del plot
    ends = last
    for run in reversed(runs):
        for entry in reversed(run.entries):
            entry.last = max(ends, entry.first + 1)
            ends = entry.first
        ends = min(run.lead, ends)
