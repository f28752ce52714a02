"""The rows of a 整改台账: merged cells hold for every row they cover, each problem keeps its own fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.documents.rules.marks import MarkKind, leading_mark, marks_in
from tracker.documents.rules.plain import Cell
from tracker.reports.rules.claims import Claim, Item, Reading, SpanKind, Value, trimmed
from tracker.reports.rules.columns import Header, are_names, header_at
from tracker.reports.rules.faults import states_fault
from tracker.reports.rules.grids import GridRow
from tracker.reports.rules.labels import Field

_NO_PROBLEM = ("合计", "总计", "小计", "无", "/")
_SUBTOTAL = re.compile(
    r"(?:本页|本村|全[县区镇乡村])?[合小总共累]计:?(?:[0-9.]+(?:个|项|条|件|万元|元)?)?(?:问题)?"
)
_COUNTED = frozenset(
    {
        MarkKind.ARABIC,
        MarkKind.ARABIC_COMMA,
        MarkKind.ARABIC_PAREN,
        MarkKind.ARABIC_HALF_PAREN,
        MarkKind.CIRCLED,
    }
)
_SHORTEST_AREA = 3
_Place = tuple[int, int]


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    mark: _Place | None
    category: _Place | None
    values: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Ledger:
    """Reads one table, row by row; ``now`` are the problems to which the fields of the row belong."""

    folded: str
    header: Header
    drafts: list[_Draft] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    now: list[_Draft] = field(default_factory=list)
    category: _Place | None = None
    number: _Place | None = None

    def read(self, rows: Sequence[GridRow]) -> Reading:
        """Read the rows of the table behind its header."""
        header = self.header
        for row in rows[header.first : header.end]:
            self.claims.append(Claim(row.start, row.end, SpanKind.LEAD_IN))
        titles = {self.texts(row) for row in rows[header.first : header.end]}
        for row in rows[header.end :]:
            if self.is_no_entry(row, titles):
                self.claims.append(Claim(row.start, row.end, SpanKind.LEAD_IN))
            else:
                self.read_row(row)
        items = tuple(
            Item(d.start, d.end, d.mark, d.category, tuple(d.values)) for d in self.drafts
        )
        return Reading(rows[header.first].start, rows[-1].end, items, tuple(self.claims))

    def texts(self, row: GridRow) -> tuple[str, ...]:
        return tuple(self.text(cell) for cell in row.filled(self.folded))

    def text(self, cell: Cell) -> str:
        return "".join(self.folded[cell.start : cell.end].split())

    def is_no_entry(self, row: GridRow, titles: set[tuple[str, ...]]) -> bool:
        """Tell whether a row repeats the header, as on each printed page, or adds up the rows above."""
        filled = row.filled(self.folded)
        if not filled:
            return False
        problem = [cell for cell in filled if self.field_of(cell) is Field.PROBLEM]
        if any(_SUBTOTAL.fullmatch(self.text(cell)) for cell in (filled[0], *problem)):
            return True
        return self.texts(row) in titles or self.names_columns(row)

    def names_columns(self, row: GridRow) -> bool:
        """Tell whether a row names the columns once more in other words."""
        again = header_at((row,), self.folded, 0, 1, {}).fields
        return again == self.header.fields and are_names(row.filled(self.folded), self.folded)

    def field_of(self, cell: Cell) -> Field | None:
        return self.header.fields.get(cell.column)

    def read_row(self, row: GridRow) -> None:
        filled = row.filled(self.folded)
        if self.is_area(filled):
            self.category = trimmed(self.folded, filled[0].start, filled[0].end)
            self.claims.append(Claim(filled[0].start, filled[0].end, SpanKind.CATEGORY))
            return
        for cell in sorted(filled, key=lambda cell: self.field_of(cell) is not Field.NUMBER):
            self.read_outer(cell)
        statements = [cell for cell in filled if self.field_of(cell) is Field.PROBLEM]
        if statements:
            self.read_statements(statements)
        for cell in filled:
            if cell not in statements:
                self.read_cell(cell)

    def read_statements(self, cells: list[Cell]) -> None:
        """A problem and how it shows (反馈问题, 具体表现) are one; a problem over several rows is their category."""
        first, *more = cells
        if not more:
            self.read_problems(*trimmed(self.folded, first.start, first.end))
            return
        if first.height > 1:
            self.category = trimmed(self.folded, first.start, first.end)
            self.claims.append(Claim(*self.category, SpanKind.CATEGORY))
            first = more[0]
        self.read_problems(*trimmed(self.folded, first.start, cells[-1].end))

    def is_area(self, filled: list[Cell]) -> bool:
        """Tell whether a row is a line between the problems that names an area."""
        if len(filled) != 1:
            return False
        [cell] = filled
        covered = range(cell.column, cell.column + cell.width)
        if len({self.header.fields.get(column) for column in covered}) > 1:
            return True
        words = [sign for sign in self.text(cell) if not sign.isdigit()]
        return self.field_of(cell) is Field.NUMBER and len(words) >= _SHORTEST_AREA

    def read_outer(self, cell: Cell) -> None:
        """Number and category hold for every row that their cell covers."""
        known = self.field_of(cell)
        place = trimmed(self.folded, cell.start, cell.end)
        if known is Field.NUMBER:
            self.number = place
            self.claims.append(Claim(cell.start, cell.end, SpanKind.MARK))
        elif known is Field.CATEGORY:
            self.category = place
            self.claims.append(Claim(cell.start, cell.end, SpanKind.CATEGORY))

    def read_cell(self, cell: Cell) -> None:
        known = self.field_of(cell)
        start, end = trimmed(self.folded, cell.start, cell.end)
        if known not in (Field.NUMBER, Field.CATEGORY):
            kind = SpanKind.CAUSE if known is Field.CAUSE else SpanKind.FIELD
            self.claims.append(Claim(start, end, kind if known else SpanKind.UNASSIGNED))
            if known is not None:
                self.give(known, start, end)

    def give(self, known: Field, start: int, end: int) -> None:
        """Give a cell to the problems of its row: numbered parts one by one, anything else to all."""
        parts = numbered_parts(self.folded, start, end) if known is Field.MEASURE else []
        if len(self.now) > 1 and len(parts) == len(self.now):
            for draft, (mark, stop) in zip(self.now, parts, strict=True):
                draft.values.append(Value(known, *trimmed(self.folded, mark[1], stop)))
            return
        for draft in self.now:
            draft.values.append(Value(known, start, end))

    def read_problems(self, start: int, end: int) -> None:
        """Read a cell of problems: one, or one for each of 1. 2. 3. when every part states a fault."""
        self.now = []
        if self.folded[start:end] in _NO_PROBLEM:
            self.claims.append(Claim(start, end, SpanKind.UNASSIGNED))
            return
        parts = numbered_parts(self.folded, start, end)
        if not all(states_fault(self.folded[mark[1] : stop]) for mark, stop in parts):
            parts = []
        for mark, stop in parts:
            self.add(mark, mark, stop)
        if not parts:
            opening = leading_mark(self.folded[start:end])
            mark_end = start + opening.end if opening else start
            printed = (start, mark_end) if opening else None
            self.add((start, mark_end), self.number or printed, end)
        self.number = None

    def add(self, mark: _Place, number: _Place | None, end: int) -> None:
        """Add the problem behind a mark (empty when there is none), with the number that it bears."""
        if mark[0] < mark[1]:
            self.claims.append(Claim(*mark, SpanKind.MARK))
        start, end = trimmed(self.folded, mark[1], end)
        draft = _Draft(start, end, number, self.category)
        self.drafts.append(draft)
        self.now.append(draft)
        self.claims.append(Claim(start, end, SpanKind.ITEM))


def numbered_parts(folded: str, start: int, end: int) -> list[tuple[_Place, int]]:
    """Part a cell that opens with 1. and goes on with 2.: (mark, end of its part) in document offsets.

    Empty when the cell does not open with a first mark in figures, or has no second one.
    """
    text = folded[start:end]
    first = leading_mark(text)
    if first is None or first.kind not in _COUNTED or first.ordinal != 1:
        return []
    marks = [first]
    for mark in marks_in(text):
        if mark.kind is first.kind and mark.ordinal == len(marks) + 1:
            marks.append(mark)
    if len(marks) == 1:
        return []
    stops = [*(mark.start for mark in marks[1:]), len(text)]
    return [
        ((start + mark.start, start + mark.end), start + stop)
        for mark, stop in zip(marks, stops, strict=True)
    ]
