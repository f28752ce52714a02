"""What will be written where in a superior's table: every cell with old and new, and all that cannot be written, named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.submissions.figures import Stand, stands_of
from tracker.ledgers.rules.their_form.formulas import Insertion
from tracker.ledgers.rules.their_form.grid import Grid, letters, place
from tracker.ledgers.rules.their_form.heights import heights_for
from tracker.ledgers.rules.their_form.layout import DateStyle, Extra, TheirLayout
from tracker.ledgers.rules.their_form.matching import Matches, match_rows
from tracker.ledgers.rules.their_form.obstacles import cut, locked, no_empty_row, no_room
from tracker.ledgers.rules.their_form.plan import (
    LONGEST_TEXT,
    Plan,
    Put,
    day_put,
    number_put,
    text_put,
)
from tracker.ledgers.rules.their_form.rows import empty_rows, rows_beside, taken_row, their_rows
from tracker.ledgers.rules.their_form.words import day_words, value_for

_THEIRS = frozenset({Key.POSITION, Key.NUMBER, Key.SUPERIOR_NUMBER, Key.PROBLEM})
# What a superior has told of a problem stays as it stands.
_TOLD_BY_THEM = frozenset({Key.CATEGORY, Key.SOURCE, Key.SHOWN_AS})
_NO_MATCHES = Matches({}, {}, (), ())


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """One cell: what stands there, what will, and what a person should know (too long, not in the list)."""

    row: int
    column: int
    old: str
    new: str
    put: Put | None
    remark: str = ""

    @property
    def name(self) -> str:
        """Answer the name of the cell, such as C5."""
        return place(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Filling:
    """All that is to be written, and in words what is not; ``refusal`` tells why nothing can be."""

    cells: tuple[WrittenCell, ...]
    matches: Matches = _NO_MATCHES
    insertion: Insertion | None = None
    remarks: tuple[str, ...] = ()
    refusal: str = ""
    heights: tuple[tuple[int, float], ...] = ()

    @property
    def told(self) -> str:
        """Answer in one sentence how much is written, and what else of the file changes."""
        beside = [
            *([f"增加{self.insertion.count}行，下面的内容和公式顺移"] if self.insertion else []),
            *([f"{len(self.heights)}行加高"] if self.heights else []),
        ]
        written = f"{sum(one.put is not None for one in self.cells)}格"
        if not beside:
            return f"{written}，其余内容原样不动"
        return f"{written}；{'，'.join(beside)}；其余内容原样不动"

    def plan(self, grid: Grid) -> Plan:
        """Answer the plan for the writer."""
        puts = tuple(one.put for one in self.cells if one.put is not None)
        return Plan(grid.part, puts, self.insertion, self.heights)


def fill_listed(
    grid: Grid, layout: TheirLayout, lines: Sequence[LedgerLine], by_hand: Mapping[int, int | None]
) -> Filling:
    """Fill our columns of a table in which the superior's problems stand already."""
    rows = their_rows(grid, layout)
    if not rows:
        return Filling((), refusal="表头下面没有读到问题，请核对表头位置和“问题”那一列。")
    matches = match_rows(rows, lines, by_hand)
    ours = replace(
        layout,
        columns={at: one for at, one in layout.columns.items() if one.source not in _THEIRS},
    )
    stands = stands_of(lines)
    cells = [
        cell
        for row in rows
        if row.row in matches.found
        for cell in _row_cells(grid, ours, row.row, row.row, matches.found[row.row], stands)
        if not (cell.old and ours.columns[cell.column].source in _TOLD_BY_THEM)
    ]
    hidden = [row for row in matches.found if row in grid.hidden_rows]
    remarks = _remarks(grid, ours, cells)
    if replaced := sum(one.put is not None and bool(one.old) for one in cells):
        remarks.append(
            f"有{replaced}格原来写有内容，将换成台账里的；要留原文的，请把那一列改为“不填”。"
        )
    if hidden:
        remarks.append(f"第{_listed(hidden)}行是隐藏行，也一并填写。")
    if beside := rows_beside(grid, layout, ours.columns, matches.found):
        remarks.append(f"第{_listed(beside)}行与上面一行同属一个问题，没有填写，请看是否要分开填。")
    heights = heights_for(grid, _texts(cells))
    return Filling(
        tuple(cells), matches, None, (*remarks, *heights.remarks), locked(grid), heights.rows
    )


def fill_empty(grid: Grid, layout: TheirLayout, lines: Sequence[LedgerLine]) -> Filling:
    """Fill an empty table row by row; rows that it lacks are put in as copies of its last empty one."""
    empty = empty_rows(grid, layout)
    missing = len(lines) - len(empty)
    insertion = Insertion(empty[-1], missing) if missing > 0 and empty else None
    refusal = locked(grid) or (no_room(grid, insertion) if insertion else "")
    if not empty and (taken := taken_row(grid, layout)):
        return Filling((), refusal=refusal or no_empty_row(grid, taken))
    if insertion is None and missing > 0:
        end = layout.body + len(empty)
        empty = [*empty, *range(end, end + missing)]
    rows = [*empty, *(insertion.row + one for one in range(1, missing + 1))] if insertion else empty
    stands = stands_of(lines)
    cells: list[WrittenCell] = []
    for row, line in zip(rows, lines, strict=False):
        model = min(row, insertion.row) if insertion else row
        cells += _row_cells(grid, layout, row, model, line, stands)
    remarks = _remarks(grid, layout, cells)
    if insertion:
        remarks.insert(
            0, f"空行不够，将照第{insertion.row}行的格式增加{missing}行，下面的内容顺移。"
        )
    heights = heights_for(grid, _texts(cells), insertion)
    told = (*remarks, *heights.remarks)
    return Filling(tuple(cells), _NO_MATCHES, insertion, told, refusal, heights.rows)


def _texts(cells: Sequence[WrittenCell]) -> dict[tuple[int, int], str]:
    return {(one.row, one.column): one.new for one in cells if one.put is not None}


def _row_cells(
    grid: Grid,
    layout: TheirLayout,
    row: int,
    model: int,
    line: LedgerLine,
    stands: Mapping[int, Stand],
) -> Iterator[WrittenCell]:
    """Yield the cells of one row; ``model`` is the row of theirs whose formats and lists hold there."""
    for column, order in layout.columns.items():
        value = value_for(line, order, stands[line.task_id], layout.words)
        if value is None:
            continue
        upper, corner = grid.corner(model, column)
        here = grid.cell(model, column)
        old = here.text if row == model else ""
        new = shown_value(value, order.date_style)
        if new == old or (not new and order.source != Extra.STAND):
            continue  # what a superior wrote beside is not wiped out by our having nothing to say
        trouble = f"{place(row, column)}与上一行合并，没有填写" if upper != model else ""
        if order.source == Extra.STAND and not new:
            word = stands[line.task_id].label
            trouble = f"{place(row, column)}：下拉选项或对照词里没有与“{word}”相当的说法，没有填写"
        trouble = trouble or _hindered(grid, (model, column), row, new)
        if trouble:
            yield WrittenCell(row, corner, old, new, None, trouble)
        else:
            put = _put(value, (row, corner), dated=here.dated, style=order.date_style)
            yield WrittenCell(row, corner, old, new, put, _too_long(new, order.limit))


def _hindered(grid: Grid, model: tuple[int, int], row: int, new: str) -> str:
    """Answer why a cell takes no value, or not this one."""
    if grid.cell(*model).formula:
        return f"{place(row, model[1])}有公式，保持不变"
    words = grid.words_for(*model)
    if not words or new in words:
        return ""
    listed = "、".join(words[:8])
    return f"{place(row, model[1])}的“{cut(new)}”不在下拉选项（{listed}）之内，没有填写"


def shown_value(value: str | date | int, style: DateStyle) -> str:
    """Answer how a value reads on the screen before it is written."""
    return day_words(value, style) if isinstance(value, date) else str(value)


def _put(value: str | date | int, at: tuple[int, int], *, dated: bool, style: DateStyle) -> Put:
    if isinstance(value, int):
        return number_put(*at, value)
    if isinstance(value, date):
        return day_put(*at, value) if dated else text_put(*at, day_words(value, style))
    return text_put(*at, value)


def _too_long(text: str, limit: int | None) -> str:
    if limit is not None and len(text) > limit:
        return f"{len(text)}字，超过{limit}字"
    return (
        f"{len(text)}字，单元格最多{LONGEST_TEXT}字，后面的写不下"
        if len(text) > LONGEST_TEXT
        else ""
    )


def _remarks(grid: Grid, layout: TheirLayout, cells: Sequence[WrittenCell]) -> list[str]:
    """Answer in sentences what was not written, and what was written otherwise than asked."""
    found = list(dict.fromkeys(f"{one.remark}。" for one in cells if one.put is None))
    for column, order in layout.columns.items():
        written = [one for one in cells if one.column == column and one.put is not None]
        if order.date_style is DateStyle.REAL and any(
            not grid.cell(one.row, column).dated for one in written
        ):
            found.append(f"{letters(column)}列没有设成日期格式，日期写成了文字。")
        if column in grid.hidden_columns and written:
            found.append(f"{letters(column)}列是隐藏列，也一并填写。")
    long = [one for one in cells if one.put is not None and one.remark]
    if long:
        found.append(f"有{len(long)}处超过字数限制，已在下面标出，请压缩后再报。")
    return found


def _listed(rows: Sequence[int]) -> str:
    return "、".join(str(row) for row in rows)
