"""The header of a superior's table: found among the first rows, one to three high, and a guess for each column."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.documents.rules.folding import fold
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.headings import bare_heading, column_for, second_thoughts
from tracker.ledgers.rules.importing.words import kind_from, source_from
from tracker.ledgers.rules.their_form.grid import Grid
from tracker.ledgers.rules.their_form.layout import COUNTS, Extra, TableKind
from tracker.ledgers.rules.their_form.surroundings import (
    SUMS,
    heads_a_part,
    is_foot,
    is_seal,
    texts_in,
    title_above,
)
from tracker.ledgers.rules.their_form.words import words_of_standing

MOST_ROWS = 3
_LOOKED_AT = 20
_FEWEST = 2
_LONGEST = 40
_INDEX_SIGNS = frozenset("0123456789()（）甲乙丙丁戊己庚辛①②③④⑤⑥⑦⑧⑨⑩栏次=+-*/÷×% ")
# Headings beyond the ledger's own columns; the longest words first, since they are looked for inside a heading.
_EXTRAS = (
    ("最近进展", Extra.LATEST), ("最新进展", Extra.LATEST), ("本期进展", Extra.LATEST), ("本月进展", Extra.LATEST),
    ("填报单位", Extra.CONSTANT), ("联系电话", Extra.CONSTANT), ("联系人", Extra.CONSTANT), ("填报人", Extra.CONSTANT),
)  # fmt: skip
_WITHIN = (
    ("上级编号", Key.SUPERIOR_NUMBER), ("问题编号", Key.SUPERIOR_NUMBER), ("措施", Key.MEASURES), ("举措", Key.MEASURES),
    ("是否", Extra.STAND), ("销号时间", Key.CLOSED_ON), ("完成时间", Key.DUE), ("时限", Key.DUE), ("期限", Key.DUE),
    ("牵头单位", Key.LEAD_UNIT), ("责任单位", Key.LEAD_UNIT), ("配合", Key.HELPING), ("领导", Key.LEADER),
    ("责任人", Key.HANDLER), ("进展", Key.PROGRESS), ("成效", Key.PROGRESS), ("落实情况", Key.PROGRESS),
    ("整改情况", Key.PROGRESS), ("状态", Extra.STAND), ("结果", Extra.STAND), ("目标", Key.STANDARD), ("标准", Key.STANDARD),
    ("佐证", Key.EVIDENCE), ("来源", Key.SOURCE), ("类别", Key.CATEGORY), ("备注", Key.REMARKS), ("问题", Key.PROBLEM),
)  # fmt: skip
_COUNTED = (
    ("完成率", Extra.RATE), ("整改率", Extra.RATE), ("办结率", Extra.RATE), ("销号率", Extra.RATE),
    ("超期", Extra.OVERDUE), ("逾期", Extra.OVERDUE), ("未完成", Extra.REMAINING), ("未整改", Extra.REMAINING),
    ("未销号", Extra.REMAINING), ("正在整改", Extra.UNDER_WAY), ("正在推进", Extra.UNDER_WAY), ("推进中", Extra.UNDER_WAY),
    ("整改中", Extra.UNDER_WAY), ("未启动", Extra.NOT_BEGUN), ("未开始", Extra.NOT_BEGUN), ("未开展", Extra.NOT_BEGUN), ("长期坚持", Extra.SUSTAINED),
    ("已整改", Extra.COMPLETED), ("已完成", Extra.COMPLETED), ("完成数", Extra.COMPLETED), ("已销号", Extra.COMPLETED),
    ("销号数", Extra.COMPLETED), ("完成整改", Extra.COMPLETED), ("应整改", Extra.TOTAL), ("问题总数", Extra.TOTAL),
    ("问题数", Extra.TOTAL), ("总数", Extra.TOTAL), ("反馈问题", Extra.TOTAL), ("任务数", Extra.TOTAL),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TheirColumn:
    """A column of theirs: its name, levels joined by ``/``, and what it probably takes from us."""

    column: int
    name: str
    guess: str


@dataclass(frozen=True, slots=True)
class TheirHeader:
    """The header of a table; ``title`` stands above it, ``fingerprint`` tells the same header again."""

    first: int
    rows: int
    title: str
    kind: TableKind
    columns: tuple[TheirColumn, ...]

    @property
    def fingerprint(self) -> str:
        """Answer a mark of the names of the columns, the same for the same table next month."""
        names = "\n".join(f"{one.column}:{bare_heading(one.name)}" for one in self.columns)
        return hashlib.sha256(names.encode()).hexdigest()


def find_header(grid: Grid) -> TheirHeader | None:
    """Find the header of a sheet; None when no row of it looks like one."""
    rows = [row for row in range(1, min(grid.last_row, _LOOKED_AT) + 1) if _may_begin(grid, row)]
    found = [header_at(grid, row, height_at(grid, row)) for row in rows]
    known = [one for one in found if _weight(one) >= _FEWEST]
    return max(known, key=lambda one: (_weight(one), -one.first), default=None)


def header_at(grid: Grid, first: int, rows: int) -> TheirHeader:
    """Read the header that stands in some rows."""
    names = [
        (column, levels_of(grid, first, rows, column)) for column in _starts(grid, first, rows)
    ]
    counts = [counted(levels) for _, levels in names]
    counting = Extra.RATE in counts or len([one for one in counts if one]) > 2  # noqa: PLR2004  one alone may be a slip
    body = first + rows
    guesses = _guesses(names, counting=counting)
    kind = TableKind.COUNTING if counting else _listed(grid, guesses, body)
    columns = tuple(
        TheirColumn(column, "/".join(levels), guesses[column]) for column, levels in names
    )
    columns = _labelled(columns) if counting else _standing(grid, body, columns)
    return TheirHeader(first, rows, title_above(grid, first), kind, columns)


def height_at(grid: Grid, first: int) -> int:
    """Answer how many rows a header that begins at a row has, with a row of column numbers below it."""
    height = 1
    while height < MOST_ROWS and _goes_on(grid, first, height):
        height += 1
    return height + 1 if height < MOST_ROWS + 1 and _is_index(grid, first + height) else height


def _may_begin(grid: Grid, row: int) -> bool:
    texts = texts_in(grid, row)
    return (
        len(texts) >= _FEWEST
        and not _is_index(grid, row)
        and not all(is_seal(text) for text in texts.values())
    )


def _goes_on(grid: Grid, first: int, height: int) -> bool:
    """Answer whether the row below still belongs to a header."""
    last, below = first + height - 1, first + height
    texts = texts_in(grid, below)
    if not texts or any(len(text) > _LONGEST for text in texts.values()):
        return False
    merges = [one for corner in texts_in(grid, last) if (one := grid.merge_at(*corner))]
    if any(one.top >= first and one.bottom >= below for one in merges):
        return True
    return any(
        one.right > one.left and len(_under(grid, below, one.left, one.right)) >= _FEWEST
        for one in merges
    )


def _under(grid: Grid, row: int, left: int, right: int) -> set[tuple[int, int]]:
    return {
        grid.corner(row, column)
        for column in range(left, right + 1)
        if grid.text(row, column).strip()
    }


def _is_index(grid: Grid, row: int) -> bool:
    """Answer whether a row only numbers the columns: 1 2 3, (1) (2) (3), 甲 乙 1."""
    texts = list(texts_in(grid, row).values())
    return len(texts) > _FEWEST and all(set(text) <= _INDEX_SIGNS for text in texts)


def _starts(grid: Grid, first: int, rows: int) -> list[int]:
    """Answer the columns of a table: merged neighbours of the lowest level count as one."""
    found, seen = [], set()
    for column in range(1, grid.last_column + 1):
        levels = levels_of(grid, first, rows, column)
        corner = grid.corner(first + rows - 1, column)
        if levels and (tuple(levels), corner) not in seen:
            found.append(column)
            seen.add((tuple(levels), corner))
    return found


def levels_of(grid: Grid, first: int, rows: int, column: int) -> list[str]:
    """Answer the levels of a column's heading from top to bottom, each once."""
    levels: list[str] = []
    for row in range(first, first + rows):
        text = "".join(grid.text(row, column).split())
        if text and text not in levels[-1:] and not set(text) <= _INDEX_SIGNS:
            levels.append(text)
    return levels


def _guesses(names: Sequence[tuple[int, list[str]]], *, counting: bool) -> dict[int, str]:
    """Answer what each column probably takes, first by its own heading, then beside the others."""
    if counting:
        return {column: counted(levels) or Extra.NOTHING for column, levels in names}
    alone = {column: _guess(levels) for column, levels in names}
    again = second_thoughts({column: levels[-1] for column, levels in names}, alone)
    return alone | {column: key or Extra.NOTHING for column, key in again.items()}


def _guess(levels: Sequence[str]) -> str:
    words = [bare_heading(one) for one in (levels[-1], "".join(levels))]
    for word in words:
        extra = next((one for start, one in _EXTRAS if start in word), None)
        if extra is not None:
            return extra
    for one in (levels[-1], "".join(levels)):
        key = column_for(one)
        if key is Key.STATE:
            return Extra.NOTHING if "%" in fold(one) else Extra.STAND  # a share is no word
        if key is not None:
            return key
    return next((known for word, known in _WITHIN if any(word in one for one in words)), "")


def counted(levels: Sequence[str]) -> str:
    """Answer what a heading counts, as its lowest level says it; above the name of a group the level over it does."""
    for text in reversed(levels):
        name = fold(text)
        found = next((one for word, one in _COUNTED if word in name), "")
        if found or not (source_from(text) or kind_from(text) or bare_heading(text) in SUMS):
            return found
    return ""


def _standing(grid: Grid, body: int, columns: tuple[TheirColumn, ...]) -> tuple[TheirColumn, ...]:
    """Take a column that offers 已完成, 正在推进 … as the one for how things stand, whatever its heading is called."""
    if any(one.guess == Extra.STAND for one in columns):
        return columns
    for at, one in enumerate(columns):
        if words_of_standing(grid.words_for(body, one.column) or (), one.name):
            stands = TheirColumn(one.column, one.name, Extra.STAND)
            return (*columns[:at], stands, *columns[at + 1 :])
    return columns


def _labelled(columns: tuple[TheirColumn, ...]) -> tuple[TheirColumn, ...]:
    """Take the first column of words, 序号 aside, as the names of what is counted."""
    for at, one in enumerate(columns):
        if one.guess not in COUNTS and column_for(one.name) is not Key.POSITION:
            named = TheirColumn(one.column, one.name, Extra.LABEL)
            return (*columns[:at], named, *columns[at + 1 :])
    return columns


def _listed(grid: Grid, guesses: Mapping[int, str], body: int) -> TableKind:
    """Answer whether problems stand in the table already."""
    problems = [column for column, guess in guesses.items() if guess == Key.PROBLEM]
    for row in range(body, grid.last_row + 1):
        if any(heads_a_part(grid, row, column) for column in problems):
            continue
        texts = [grid.text(row, column).strip() for column in problems]
        if any(is_foot(text) for text in texts):
            break
        if any(texts):
            return TableKind.LISTED
    return TableKind.EMPTY


def _weight(header: TheirHeader) -> int:
    return sum(1 for one in header.columns if one.guess)
