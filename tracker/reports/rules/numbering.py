"""Numbers that only their neighbours show: 第三 behind 首先 and 其次, lines that count 1甲 2乙 3丙 without a sign."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.documents.rules.marks import MarkKind
from tracker.reports.rules.pieces import Line, Piece

_FEWEST_LINES = 3
# 1月 and 2号线 count something else than the lines.
_BARE = re.compile(
    "(?P<number>[0-9]{1,2})(?=[0-9]{0,6}[一-鿿“《])(?![年月日个名次万元亿亩号楼级类届期条项件])"
)


def as_one_sequence(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with 第三 as the third of 首先, 其次, unless a 第二 of its own kind runs."""
    told: list[Piece] = []
    worded = ordinal = 0
    for piece in pieces:
        mark = piece.mark
        if mark is not None and mark.kind is MarkKind.FIRSTLY:
            worded = mark.ordinal
        elif mark is not None and mark.kind is MarkKind.ORDINAL:
            if worded and worded + 1 == mark.ordinal != ordinal + 1:
                piece = replace(piece, mark=replace(mark, kind=MarkKind.FIRSTLY))  # noqa: PLW2901 - the piece goes on as another
                worded = mark.ordinal
            else:
                worded, ordinal = 0, mark.ordinal
        told.append(piece)
    return told


def with_bare_numbers(lines: Sequence[Line], folded: str) -> list[Line]:
    """Return the lines, those of a bare count (at least three, from 1 on, side by side) as numbered ones."""
    counted: list[Line] = []
    run: list[Line] = []
    for line in lines:
        expected = str(len(run) + 1)
        if not _counts(line, folded, expected):
            counted += _numbered(run)
            run, expected = [], "1"
        if _counts(line, folded, expected):
            run.append(line)
        else:
            counted.append(line)
    return counted + _numbered(run)


def _counts(line: Line, folded: str, expected: str) -> bool:
    if line.mark_end > line.start or not folded.startswith(expected, line.start, line.end):
        return False
    found = _BARE.match(folded, line.start, line.end)
    return found is not None and found["number"].startswith(expected)


def _numbered(run: list[Line]) -> list[Line]:
    if len(run) < _FEWEST_LINES:
        return run
    return [
        replace(line, mark_end=line.start + len(str(number)))
        for number, line in enumerate(run, start=1)
    ]
