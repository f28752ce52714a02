"""Which column of a table holds what: header rows, the texts of a column joined, and a guess for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.documents.rules.plain import Cell
from tracker.reports.rules.grids import GridRow
from tracker.reports.rules.labels import DEMANDS, FIELD_OF, Field

# 隐患点位, 问题等级: what is told of a fault, not the fault itself.
_TOLD_OF_IT = (
    "来源", "等级", "级别", "程度", "部位", "地点", "点位", "位置", "场所", "区域", "数量", "个数", "照片", "图片", "状态", "性质",
)  # fmt: skip
_BY_CONTENT = (
    *((fault + word, Field.OTHER) for fault in ("问题", "隐患") for word in _TOLD_OF_IT),
    ("问题类", Field.CATEGORY), ("隐患类", Field.CATEGORY), ("类别", Field.CATEGORY), ("完成情况", Field.OTHER),
    ("整改情况", Field.OTHER), ("进展", Field.OTHER), ("成效", Field.OTHER), ("目标", Field.OTHER), ("标准", Field.OTHER),
    ("措施", Field.MEASURE), ("举措", Field.MEASURE), ("时限", Field.DUE), ("期限", Field.DUE), ("完成时间", Field.DUE),
    ("领导", Field.LEADER), ("责任人", Field.HANDLER), ("单位", Field.LEAD_UNIT), ("部门", Field.LEAD_UNIT),
    ("科室", Field.LEAD_UNIT), ("股室", Field.LEAD_UNIT), ("处室", Field.LEAD_UNIT), ("原因", Field.CAUSE), ("序号", Field.NUMBER), ("编号", Field.NUMBER), ("问题", Field.PROBLEM),
    ("具体表现", Field.PROBLEM), ("表现形式", Field.PROBLEM), ("主要表现", Field.PROBLEM),
    ("方面", Field.CATEGORY), ("领域", Field.CATEGORY),
    ("不足", Field.PROBLEM), ("隐患", Field.PROBLEM),
)  # fmt: skip
# Under such a heading a date tells when something was done, not when it is due.
_DONE = ("整改情况", "完成情况", "落实情况", "进展", "成效", "结果", "销号")
_LEVELS = "/"
_HEADER_ROWS = 6
_LONGEST_HEADER = 16
_FEWEST = 2
MOST_LEVELS = 3
"""How many rows a header may have."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a person says that a table is to be read.

    ``first`` is the first row of the header (from 0) and ``rows`` how many it has; ``fields`` are by column.
    """

    first: int
    rows: int
    fields: Mapping[int, Field]

    def as_json(self) -> dict[str, Any]:
        """Return the layout in a shape that JSON keeps."""
        fields = {str(column): known.value for column, known in self.fields.items()}
        return {"first": self.first, "rows": self.rows, "fields": fields}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Layout":
        """Read back what ``as_json`` gave."""
        fields = {int(column): Field(word) for column, word in kept["fields"].items()}
        return cls(kept["first"], kept["rows"], fields)


@dataclass(frozen=True, slots=True)
class Columns:
    """What people have said about columns.

    ``known`` gives fields by the name of a column as ``Header.names`` writes it, for any table; ``layouts``
    by the ordinal of a table in one document, and nothing else counts for that table.
    """

    known: Mapping[str, Field] = field(default_factory=dict)
    layouts: Mapping[int, Layout] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its rows, and by column its name (folded, levels joined by /) and its field."""

    first: int
    rows: int
    names: Mapping[int, str]
    fields: Mapping[int, Field]

    @property
    def end(self) -> int:
        """Answer the first row behind the header."""
        return self.first + self.rows


def header_of(
    rows: Sequence[GridRow], folded: str, ordinal: int, columns: Columns
) -> Header | None:
    """Find the header of a table that lists problems; None when the table lists something else."""
    layout = columns.layouts.get(ordinal)
    if layout is not None:
        told = header_at(rows, folded, layout.first, layout.rows, columns.known)
        lists = Field.PROBLEM in layout.fields.values()
        return Header(told.first, told.rows, told.names, layout.fields) if lists else None
    # A name that was taught in one table may mislead in another, so the headings alone are tried, too.
    ways = (columns.known, {}) if columns.known else ({},)
    found = (_found_header(rows, folded, known) for known in ways)
    return next((header for header in found if header is not None), None)


def _found_header(
    rows: Sequence[GridRow], folded: str, known: Mapping[str, Field]
) -> Header | None:
    for first in range(min(_HEADER_ROWS, len(rows))):
        header = header_at(rows, folded, first, height_at(rows, folded, first), known)
        exact = are_names(rows[first].filled(folded), folded)
        if _lists_problems(header, known, exact=exact):
            return header
    return None


def likeliest_header(
    rows: Sequence[GridRow], folded: str, known: Mapping[str, Field]
) -> tuple[int, int]:
    """Answer where the header of an unrecognised table probably is: its first row and its height."""
    places = range(min(_HEADER_ROWS, len(rows)))
    several = [place for place in places if len(rows[place].filled(folded)) >= _FEWEST]
    found = {place: header_at(rows, folded, place, 1, known) for place in several}
    best = max(several, key=lambda place: (len(found[place].fields), -place), default=0)
    return best, height_at(rows, folded, best)


def header_at(
    rows: Sequence[GridRow], folded: str, first: int, height: int, known: Mapping[str, Field]
) -> Header:
    """Read the header that begins at a row: the texts of each column from top to bottom, and a guess."""
    texts: dict[int, list[str]] = {}
    for row in rows[first : first + height]:
        for cell in row.filled(folded):
            text = "".join(folded[cell.start : cell.end].split())
            for column in range(cell.column, cell.column + cell.width):
                levels = texts.setdefault(column, [])
                if text not in levels[-1:]:
                    levels.append(text)
    names = {column: _LEVELS.join(levels) for column, levels in texts.items()}
    guesses = {column: guess(levels, known) for column, levels in texts.items()}
    fields = {column: one for column, one in guesses.items() if one is not None}
    return Header(first, height, names, _without_demands(fields, names))


def _without_demands(fields: dict[int, Field], names: Mapping[int, str]) -> dict[int, Field]:
    """Leave out 整改要求 beside 整改措施: what was asked for counts only where no answer stands."""
    measures = [column for column, known in fields.items() if known is Field.MEASURE]
    demands = {column for column in measures if names[column].endswith(DEMANDS)}
    if len(demands) == len(measures):
        return fields
    return {**fields, **dict.fromkeys(demands, Field.OTHER)}


def height_at(rows: Sequence[GridRow], folded: str, first: int) -> int:
    """Answer how many rows a header has that begins at a row: one to three."""
    if len(rows[first].filled(folded)) < _FEWEST:
        return 1
    height = 1
    while height < MOST_LEVELS and first + height < len(rows):
        if not _goes_on(rows[first : first + height], rows[first + height], folded):
            break
        height += 1
    return height


def guess(levels: Sequence[str], known: Mapping[str, Field]) -> Field | None:
    """Answer what a column holds by its header texts, top to bottom; what people said comes first."""
    told = known.get(_LEVELS.join(levels))
    if told is not None:
        return told
    *upper, last = levels
    found = _exactly(last) or _exactly("".join(levels)) or _named(last) or _named("".join(levels))
    if found is Field.DUE and any(word in text for text in upper for word in _DONE):
        return Field.OTHER
    return found


def _lists_problems(header: Header, known: Mapping[str, Field], *, exact: bool) -> bool:
    """Tell whether a header is that of a ledger; 类别 and 问题 alone are one when they stand there ``exact``ly so."""
    fields = set(header.fields.values())
    if Field.PROBLEM not in fields:
        return False
    if exact and Field.CATEGORY in fields:
        return True
    told = any(known.get(name) is Field.PROBLEM for name in header.names.values())
    return told or bool(fields - {Field.PROBLEM, Field.OTHER, Field.CATEGORY})


def _goes_on(above: Sequence[GridRow], below: GridRow, folded: str) -> bool:
    """Tell whether a row still belongs to the header above it."""
    cells = below.filled(folded)
    if not cells or not all(_is_short(folded[cell.start : cell.end]) for cell in cells):
        return False
    tops = header_at(above, folded, 0, len(above), {}).fields
    if any(tops.get(cell.column) is Field.NUMBER for cell in cells):
        return False
    return (
        _reaches_down(above, folded)
        or _is_parted(above[-1], below, folded)
        or are_names(cells, folded)
    )


def _reaches_down(above: Sequence[GridRow], folded: str) -> bool:
    """Tell whether a cell of the header is merged with what stands below."""
    return any(
        index + cell.height > len(above) and cell.height <= MOST_LEVELS
        for index, row in enumerate(above)
        for cell in row.filled(folded)
    )


def _is_parted(upper: GridRow, below: GridRow, folded: str) -> bool:
    """Tell whether a wide cell has several narrower ones below it."""
    for wide in upper.filled(folded):
        reach = range(wide.column, wide.column + wide.width)
        under = [cell for cell in below.filled(folded) if cell.column in reach]
        if len(under) >= _FEWEST and all(cell.width < wide.width for cell in under):
            return True
    return False


def are_names(cells: Sequence[Cell], folded: str) -> bool:
    """Tell whether each of several cells is the very name of a column and nothing else."""
    names = ["".join(folded[cell.start : cell.end].split()) for cell in cells]
    return len(names) >= _FEWEST and all(_exactly(name) is not None for name in names)


def _is_short(text: str) -> bool:
    name = "".join(text.split())
    return len(name) <= _LONGEST_HEADER and not name[:1].isdigit() and "。" not in name


def _exactly(name: str) -> Field | None:
    return FIELD_OF.get(_bare(name))


def _named(name: str) -> Field | None:
    bare = _bare(name)
    if not bare or len(bare) > _LONGEST_HEADER:
        return None
    return next((known for word, known in _BY_CONTENT if word in bare), None)


def _bare(name: str) -> str:
    return name.split("(", maxsplit=1)[0]
