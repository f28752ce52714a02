"""整改台账 as tables: columns recognised by their headings, rows with merged cells, one problem per cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from tracker.documents.rules.marks import leading_mark
from tracker.documents.rules.plain import Block, BlockKind, Cell, PlainDocument
from tracker.reports.rules.claims import Claim, Item, Reading, SpanKind, Value, trimmed
from tracker.reports.rules.labels import FIELD_OF, Field

_HEADER_ROWS = 6
_BY_CONTENT = (
    ("问题来源", Field.OTHER), ("问题类", Field.CATEGORY), ("类别", Field.CATEGORY), ("完成情况", Field.OTHER),
    ("整改情况", Field.OTHER), ("进展", Field.OTHER), ("成效", Field.OTHER), ("目标", Field.OTHER), ("标准", Field.OTHER),
    ("措施", Field.MEASURE), ("举措", Field.MEASURE), ("时限", Field.DUE), ("期限", Field.DUE), ("完成时间", Field.DUE),
    ("领导", Field.LEADER), ("责任人", Field.HANDLER), ("单位", Field.LEAD_UNIT), ("部门", Field.LEAD_UNIT),
    ("科室", Field.LEAD_UNIT), ("原因", Field.CAUSE), ("序号", Field.NUMBER), ("编号", Field.NUMBER), ("问题", Field.PROBLEM),
    ("不足", Field.PROBLEM),
)  # fmt: skip
_NO_PROBLEM = ("合计", "总计", "小计", "无", "/")
_LONGEST_HEADER = 16


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """A table that lists problems: ``text[start:end]`` and what was read from it."""

    start: int
    end: int
    reading: Reading


@dataclass(slots=True)
class _Row:
    start: int
    end: int
    cells: tuple[Cell, ...]


def read_tables(document: PlainDocument, folded: str) -> list[LedgerTable]:
    """Return the ledgers among the tables (and tab-separated lines) of the document."""
    found = (_ledger(list(rows), folded) for rows in _tables(document))
    return [table for table in found if table is not None]


def _tables(document: PlainDocument) -> Iterator[list[_Row]]:
    for _, blocks in groupby(document.blocks, key=lambda block: _table_of(block, document.text)):
        rows = [_row(block, document.text) for block in blocks if _is_row(block, document.text)]
        if rows:
            yield rows


def _table_of(block: Block, text: str) -> int | None:
    if block.kind is BlockKind.ROW:
        return block.table if block.table is not None else 0
    return -1 if _is_row(block, text) else None


def _is_row(block: Block, text: str) -> bool:
    return block.kind is BlockKind.ROW or "\t" in text[block.start : block.end].strip()


def _row(block: Block, text: str) -> _Row:
    if block.cells:
        return _Row(block.start, block.end, block.cells)
    cells, at = [], block.start
    for column, part in enumerate(text[block.start : block.end].split("\t")):
        cells.append(Cell(at, at + len(part), column))
        at += len(part) + 1
    return _Row(block.start, block.end, tuple(cells))


def _ledger(rows: list[_Row], folded: str) -> LedgerTable | None:
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        columns = _columns(row, folded)
        fields = set(columns.values())
        if Field.PROBLEM in fields and fields - {Field.PROBLEM, Field.OTHER, Field.CATEGORY}:
            reading = _Reader(folded, columns).read(rows, place)
            return LedgerTable(row.start, rows[-1].end, reading) if reading.items else None
    return None


def _columns(row: _Row, folded: str) -> dict[int, Field]:
    columns: dict[int, Field] = {}
    for cell in row.cells:
        name = "".join(folded[cell.start : cell.end].split())
        known = _field_named(name)
        if known is not None:
            columns |= dict.fromkeys(range(cell.column, cell.column + cell.width), known)
    return columns


def _field_named(name: str) -> Field | None:
    bare = name.split("(", maxsplit=1)[0]
    if not bare or len(bare) > _LONGEST_HEADER:
        return None
    return FIELD_OF.get(bare) or next((known for word, known in _BY_CONTENT if word in bare), None)


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    mark: tuple[int, int] | None
    category: tuple[int, int] | None
    values: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    folded: str
    columns: dict[int, Field]
    drafts: list[_Draft] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    category: tuple[int, int] | None = None
    number: tuple[int, int] | None = None

    def read(self, rows: list[_Row], header: int) -> Reading:
        head = rows[header]
        self.claims.append(Claim(head.start, head.end, SpanKind.LEAD_IN))
        for row in rows[header + 1 :]:
            self.read_row(row)
        items = tuple(
            Item(d.start, d.end, d.mark, d.category, tuple(d.values)) for d in self.drafts
        )
        return Reading(head.start, rows[-1].end, items, tuple(self.claims))

    def read_row(self, row: _Row) -> None:
        filled = [cell for cell in row.cells if self.folded[cell.start : cell.end].strip()]
        if _columns(row, self.folded) == self.columns:
            self.claims.append(Claim(row.start, row.end, SpanKind.LEAD_IN))
            return
        if len(filled) == 1 and filled[0].width > 1:
            self.category = trimmed(self.folded, filled[0].start, filled[0].end)
            self.claims.append(Claim(filled[0].start, filled[0].end, SpanKind.CATEGORY))
            return
        by_field = sorted(
            filled, key=lambda cell: self.columns.get(cell.column) is not Field.PROBLEM
        )
        for cell in sorted(
            filled, key=lambda cell: self.columns.get(cell.column) is not Field.NUMBER
        ):
            self.read_outer(cell)
        for cell in by_field:
            self.read_cell(cell)

    def read_outer(self, cell: Cell) -> None:
        """Number and category hold for every row that their cell covers."""
        known = self.columns.get(cell.column)
        place = trimmed(self.folded, cell.start, cell.end)
        if known is Field.NUMBER:
            self.number = place
            self.claims.append(Claim(cell.start, cell.end, SpanKind.MARK))
        elif known is Field.CATEGORY:
            self.category = place
            self.claims.append(Claim(cell.start, cell.end, SpanKind.CATEGORY))

    def read_cell(self, cell: Cell) -> None:
        known = self.columns.get(cell.column)
        start, end = trimmed(self.folded, cell.start, cell.end)
        if known is Field.PROBLEM:
            self.read_problem(start, end)
        elif known not in (Field.NUMBER, Field.CATEGORY):
            kind = SpanKind.CAUSE if known is Field.CAUSE else SpanKind.FIELD
            self.claims.append(Claim(start, end, kind if known else SpanKind.UNASSIGNED))
            if known is not None and self.drafts:
                self.drafts[-1].values.append(Value(known, start, end))

    def read_problem(self, start: int, end: int) -> None:
        if self.folded[start:end] in _NO_PROBLEM:
            self.claims.append(Claim(start, end, SpanKind.UNASSIGNED))
            return
        mark = leading_mark(self.folded[start:end])
        number = self.number
        if mark is not None:
            self.claims.append(Claim(start, start + mark.end, SpanKind.MARK))
            number = number or (start, start + mark.end)
            start, end = trimmed(self.folded, start + mark.end, end)
        self.drafts.append(_Draft(start, end, number, self.category))
        self.claims.append(Claim(start, end, SpanKind.ITEM))
        self.number = None
