"""A worksheet as places and texts, with the true numbers of rows and columns."""

from dataclasses import dataclass
from typing import NamedTuple


class Spot(NamedTuple):
    """One filled cell: ``column`` from 0, the rows and columns that it covers when merged."""

    column: int
    text: str
    width: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row in which something is written; ``number`` is that of the sheet, from 1."""

    number: int
    spots: tuple[Spot, ...]

    def at(self, column: int) -> str:
        """Answer what is written in a column; a cell merged across several counts for its first."""
        return next((one.text for one in self.spots if one.column == column), "")


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """One visible sheet by name, its filled rows in order.

    ``hidden_rows`` (numbers from 1) and ``hidden_columns`` (from 0) are those of the filled ones that nobody sees
    on it; ``filtered`` tells that a filter is set.
    """

    name: str
    lines: tuple[Line, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
