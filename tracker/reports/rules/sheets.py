"""Labelled sheets: 问题表述：… 整改措施：… 责任单位：…, one after the other."""

import re

from tracker.documents.rules.marks import MarkKind, mark_in_folded
from tracker.documents.rules.numerals import HAN_NUMERALS
from tracker.reports.rules.claims import Claim, Item, Reading, SpanKind, trimmed
from tracker.reports.rules.fields import fields_from, is_bare_mark, opens_field, own_end_before
from tracker.reports.rules.headings import SectionKind, kind_of_title
from tracker.reports.rules.labels import WORK_FIELDS, Field, Label, labels_in
from tracker.reports.rules.lists import runs_in
from tracker.reports.rules.pieces import SECTION_LABEL, Line, Piece
from tracker.reports.rules.plot import Plot

# 以上三类问题，其主要原因： is a sentence and no label.
_LOOKS_BACK = re.compile("(?:以上|上述|这些|存在|产生|造成|出现|究其)[^。;\n]*$")
_BACK = 30
_BRACKETS = frozenset("【[〖")
_STOPS, _LONGEST_AREA = "。!?;:", 40
_LONELY = frozenset({Field.MEASURE, Field.CAUSE})


def misleading_labels(lines: list[Line], folded: str) -> frozenset[int]:
    """Return where labels stand that are really headings of the document.

    存在问题： opens a section unless the document is made of labelled sheets; 整改措施： or 原因：
    that occurs once, at the beginning of a line, is a heading for all problems together.
    """
    found = [
        (label, label.start in (line.start, _behind_mark(line, folded)))
        for line in lines
        for label in labels_in(folded, line.start, line.end)
    ]
    wrong: set[int] = (
        set()
        if _are_sheets(found)
        else {label.start for label, _ in found if label.field is Field.PROBLEM}
    )
    if _are_headings(found, folded):
        wrong |= {label.start for label, _ in found if folded[label.start] in _BRACKETS}
    wrong |= {
        label.start
        for label, opens in found
        if label.field is Field.CAUSE
        and not opens
        and _LOOKS_BACK.search(folded, max(label.start - _BACK, 0), label.start)
    }
    wrong |= {start for line in lines if (start := _titled_label(line, folded)) is not None}
    for field in _LONELY:
        same = [(label, opens) for label, opens in found if label.field is field]
        others = {label.field for label, _ in found} & WORK_FIELDS - {field}
        if len(same) == 1 and same[0][1] and not others:
            wrong.add(same[0][0].start)
    return frozenset(wrong)


def _behind_mark(line: Line, folded: str) -> int:
    """Return where the words of a line begin behind its mark."""
    mark = mark_in_folded(folded, line.start)
    return mark.end if mark is not None else line.start


def _titled_label(line: Line, folded: str) -> int | None:
    """四、措施： alone on its line is a chapter; return where its label would begin."""
    if folded[line.start] not in HAN_NUMERALS:
        return None
    mark = mark_in_folded(folded, line.start)
    if mark is None or mark.kind is not MarkKind.HAN:
        return None
    label = next(labels_in(folded, mark.end, line.end), None)
    fills = label is not None and label.start == mark.end and label.end == line.end
    return label.start if label is not None and fills else None


def _are_headings(found: list[tuple[Label, bool]], folded: str) -> bool:
    """【成效】…【问题】…【打算】, or 【问题】 once for all of them: headings in brackets and no labels."""
    titles = [kind_of_title(one["title"]) for one in SECTION_LABEL.finditer(folded)]
    if SectionKind.WORK in titles:
        return True
    workers = {label.field for label, _ in found} & WORK_FIELDS - {Field.MEASURE}
    return titles.count(SectionKind.PROBLEMS) == 1 and not workers


def _are_sheets(found: list[tuple[Label, bool]]) -> bool:
    problems = sum(label.field is Field.PROBLEM for label, _ in found)
    fields = sum(label.field in WORK_FIELDS for label, _ in found)
    kinds = {label.field for label, _ in found} & WORK_FIELDS
    return (problems > 0 and fields >= problems and len(kinds) > 1) or (
        problems > 1 and fields >= problems
    )


def read_sheets(plot: Plot) -> Reading | None:
    """Read a document of labelled sheets; None when it is none."""
    starts = [
        index
        for index, piece in enumerate(plot.pieces)
        if piece.label and piece.label.field is Field.PROBLEM
    ]
    if not starts:
        return None
    items: list[Item] = []
    claims: list[Claim] = []
    for index, behind in zip(starts, [*starts[1:], len(plot.pieces)], strict=True):
        chapter = _next_chapter(plot, index, behind)
        _read_sheet(plot, index, chapter, items, claims)
        claims.extend(
            Claim(piece.start, piece.end, SpanKind.LEAD_IN)
            for piece in plot.pieces[chapter : _outset(plot, behind)]
        )
    first = _outset(plot, starts[0])
    return Reading(plot.pieces[first].start, plot.pieces[-1].end, tuple(items), tuple(claims))


def _next_chapter(plot: Plot, index: int, behind: int) -> int:
    """Return where a chapter (二、外贸工作) begins behind a sheet, and ``behind`` when none does."""
    for at in range(index + 1, behind):
        piece = plot.pieces[at]
        chapter = piece.mark is not None and piece.mark.kind is MarkKind.HAN and piece.opens_line
        if chapter and not is_bare_mark(plot, at):
            return at
    return behind


def _outset(plot: Plot, index: int) -> int:
    while index > 0 and _belongs_to_next(plot, plot.pieces[index - 1]):
        index -= 1
    return index


def _belongs_to_next(plot: Plot, piece: Piece) -> bool:
    if _is_area(plot, piece):
        return True
    if piece.label is not None and piece.label.field in (Field.NUMBER, Field.CATEGORY):
        return True
    return piece.mark is not None and piece.body >= piece.end


def _is_area(plot: Plot, piece: Piece) -> bool:
    """（二）党员发展 on a line of its own, right above a sheet, says what the sheet is about."""
    if piece.mark is None or piece.label is not None or not piece.fills_line:
        return False
    words = plot.folded[piece.body : piece.end]
    return 0 < len(words) <= _LONGEST_AREA and words[-1] not in _STOPS


def _read_sheet(
    plot: Plot, index: int, behind: int, items: list[Item], claims: list[Claim]
) -> None:
    if behind < len(plot.pieces):
        behind = max(_outset(plot, behind), index + 1)
    boundary = index + 1
    while (
        boundary < behind
        and opens_field(plot, boundary) is None
        and not _is_new_heading(plot, boundary)
    ):
        boundary += 1
    piece = plot.pieces[index]
    own = own_end_before(plot, index, boundary)
    values, field_claims = fields_from(plot, own, behind) if own < behind else ([], [])
    outset = _outset(plot, index)
    category = _said_before(plot, outset, index, Field.CATEGORY)
    claims.append(Claim(plot.pieces[outset].start, piece.body, SpanKind.MARK))
    claims.extend(field_claims)
    for first, last, mark in _told(plot, index, own):
        start, end = trimmed(plot.folded, first, last)
        number = mark or _number_of(plot, outset, index)
        if mark is not None:
            claims.append(Claim(mark[0], start, SpanKind.MARK))
        claims.append(Claim(start, end, SpanKind.ITEM))
        items.append(Item(start, end, number, category, tuple(values)))


def _told(plot: Plot, index: int, behind: int) -> list[tuple[int, int, tuple[int, int] | None]]:
    """Return the problems under one label: its words, or the entries of the list right behind it (存在问题：一是…；二是…)."""
    piece = plot.pieces[index]
    runs = runs_in(plot, index + 1, behind) if piece.body >= piece.end else []
    if not runs or runs[0].entries[0].first != index + 1:
        return [(piece.body, plot.pieces[behind - 1].end, None)]
    return [
        (start.body, plot.pieces[entry.last - 1].end, (start.mark.start, start.mark.end))
        for run in runs
        for entry in run.entries
        if (start := plot.pieces[entry.first]).mark
    ]


def _number_of(plot: Plot, outset: int, index: int) -> tuple[int, int] | None:
    """Return what a sheet's own number label says, else the bare mark above it."""
    before = plot.pieces[outset:index]
    mark = next(((p.mark.start, p.mark.end) for p in before if p.mark), None)
    return _said_before(plot, outset, index, Field.NUMBER) or mark


def _said_before(plot: Plot, outset: int, index: int, field: Field) -> tuple[int, int] | None:
    """Return what a label right above a sheet says; its category may be a line without one."""
    for piece in plot.pieces[outset:index]:
        labelled = piece.label is not None and piece.label.field is field
        if labelled or (field is Field.CATEGORY and _is_area(plot, piece)):
            return trimmed(plot.folded, piece.body, piece.end)
    return None


def _is_new_heading(plot: Plot, index: int) -> bool:
    head = plot.heads[index]
    return head is not None and head.kind is not None and head.alone
