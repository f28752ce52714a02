"""A superior's worksheet as plain values: what stands where, what is merged, hidden, locked or bound to a list.

Rows and columns count from 1, as on screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

_LETTERS = 26
_KNOWN_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; all four sides belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Answer whether a cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def shown(self) -> str:
        """Answer the area as people write it, such as ``B3:D4``."""
        first, last = place(self.top, self.left), place(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows; ``formula`` is its formula without the sign, ``dated`` that its format is a date's, ``percent`` a share's.

    ``wraps`` tells that its text goes on in further lines, ``points`` is the size of its type.
    """

    text: str = ""
    formula: str = ""
    dated: bool = False
    percent: bool = False
    wraps: bool = False
    points: float = 11.0


@dataclass(frozen=True, slots=True)
class WordList:
    """A drop-down: where it holds, and its words (None when they cannot be looked up)."""

    areas: tuple[Area, ...]
    words: tuple[str, ...] | None


class Fixture(StrEnum):
    """What stands on a sheet and does not move by itself when rows are put in."""

    ARRAY = "array"
    TABLE = "table"
    PICTURE = "picture"
    COMMENT = "comment"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        words = {"array": "数组公式", "table": "超级表", "picture": "图片或图表", "comment": "批注"}
        return words[self.value]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How wide the columns of a sheet are, in characters, and how high its rows are set, in points.

    ``height`` is what rows without a height of their own have; None lets a row grow with its text.
    """

    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    width: float = 8.43
    height: float | None = None

    def width_of(self, first: int, last: int) -> float:
        """Answer how wide some columns are together."""
        return sum(self.widths.get(one, self.width) for one in range(first, last + 1))

    def height_of(self, first: int, last: int) -> float | None:
        """Answer how high some rows are together; None when one of them grows by itself."""
        found = [self.heights.get(one, self.height) for one in range(first, last + 1)]
        known = [one for one in found if one is not None]
        return sum(known) if len(known) == len(found) else None


@dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet; ``part`` is its name inside the package.

    ``fixtures`` are the things that do not move by themselves with the last row that they reach; ``elsewhere``
    names the sheets whose formulas read this one. ``last_row`` is the last one with a cell, ``last_column`` the
    last one with text or a formula.
    """

    name: str
    part: str
    cells: Mapping[tuple[int, int], SheetCell]
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    word_lists: tuple[WordList, ...] = ()
    protected: bool = False
    fixtures: tuple[tuple[Fixture, int], ...] = ()
    elsewhere: tuple[str, ...] = ()
    sizes: Sizes = field(default_factory=Sizes)
    last_row: int = field(init=False, default=0)
    last_column: int = field(init=False, default=0)
    _corners: dict[tuple[int, int], tuple[int, int]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        for area in self.merges:
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    self._corners[row, column] = (area.top, area.left)
        rows = (row for row, _ in self.cells)
        filled = (column for (_, column), cell in self.cells.items() if cell.text or cell.formula)
        # Both are asked for in loops over a sheet, and the value is frozen.
        object.__setattr__(self, "last_row", max(rows, default=0))
        object.__setattr__(self, "last_column", max(filled, default=0))

    def corner(self, row: int, column: int) -> tuple[int, int]:
        """Answer the cell that holds what is shown at a place: the corner of its merged area, or itself."""
        return self._corners.get((row, column), (row, column))

    def merge_at(self, row: int, column: int) -> Area | None:
        """Answer the merged area over a place."""
        if (row, column) not in self._corners:
            return None
        return next(one for one in self.merges if one.holds(row, column))

    def cell(self, row: int, column: int) -> SheetCell:
        """Answer what stands at a place, through merges."""
        return self.cells.get(self.corner(row, column), _NOTHING)

    def text(self, row: int, column: int) -> str:
        """Answer what a place shows, through merges."""
        return self.cell(row, column).text

    def words_for(self, row: int, column: int) -> tuple[str, ...] | None:
        """Answer the words of the drop-down at a place; None where there is none, or none can be looked up."""
        for one in self.word_lists:
            if any(area.holds(row, column) for area in one.areas):
                return one.words
        return None


_NOTHING = SheetCell()


@lru_cache(_KNOWN_COLUMNS)
def letters(column: int) -> str:
    """Answer the letters of a column: 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def place(row: int, column: int) -> str:
    """Answer the name of a cell, such as C5."""
    return f"{letters(column)}{row}"


@lru_cache(_KNOWN_COLUMNS)
def column_number(name: str) -> int:
    """Answer the number of a column by its letters: AB is 28."""
    number = 0
    for letter in name.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def area_of(reference: str) -> Area | None:
    """Read ``B3``, ``$B$3:D4`` (None for whole rows, whole columns and whatever is no area)."""
    first, _, last = reference.replace("$", "").partition(":")
    start, end = _cell_of(first), _cell_of(last or first)
    if start is None or end is None:
        return None
    return Area(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
    )


def _cell_of(name: str) -> tuple[int, int] | None:
    at = len(name.rstrip("0123456789"))
    head, tail = name[:at], name[at:]
    if not tail or not head.isascii() or not head.isalpha() or len(head) > 3:  # noqa: PLR2004  XFD is the last one
        return None
    return int(tail), column_number(head)
