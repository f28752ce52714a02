"""What is to be written into a superior's workbook: cells, and rows put in for them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.core.text import clean_text
from tracker.ledgers.rules.their_form.formulas import Insertion

LONGEST_TEXT = 32_767
"""What one cell of Excel holds."""
_EPOCH = date(1899, 12, 30)


class PutKind(StrEnum):
    """How a value is written."""

    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Put:
    """One cell to write, at its place after rows have been put in; ``value`` is a text or a number as text."""

    row: int
    column: int
    value: str
    kind: PutKind = PutKind.TEXT


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is written into one sheet, and nothing else is; ``heights`` are rows to set higher, in points."""

    part: str
    puts: tuple[Put, ...] = field(default=())
    insertion: Insertion | None = None
    heights: tuple[tuple[int, float], ...] = ()


def text_put(row: int, column: int, text: str) -> Put:
    """Make a cell of text; what Excel cannot hold is cut at its end."""
    return Put(row, column, clean_text(text)[:LONGEST_TEXT])


def number_put(row: int, column: int, number: float) -> Put:
    """Make a cell of a number."""
    return Put(row, column, str(number), PutKind.NUMBER)


def day_put(row: int, column: int, day: date) -> Put:
    """Make a cell of a real date, as the number of days that Excel keeps."""
    return Put(row, column, str((day - _EPOCH).days), PutKind.NUMBER)
