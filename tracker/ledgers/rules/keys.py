"""The hidden key of a row on a data sheet: whose row it is, and what stood in each cell when it was written.

With the marks of the cells a returned workbook tells by itself which cells a person changed: a cell that still
holds what was exported never undoes what the ledger learned meanwhile.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.documents.rules.sheet import CellValue
from tracker.ledgers.rules.columns import DATA, Key
from tracker.ledgers.rules.lines import LedgerLine

HEADING = "台账标识（请勿改动）"
DATA_SHEET = "数据"
_VERSION = "v1"
_MARK = 6
_KEY = re.compile(rf"{_VERSION}\|(?P<unit>[^|]+)\|(?P<number>[^|]+)\|(?P<marks>[0-9a-f]+)")


@dataclass(frozen=True, slots=True)
class RowKey:
    """A key that was read: the unit's code, the task's number, and the mark of each cell of ``DATA``; ``written`` is the key itself."""

    unit_code: str
    number: str
    marks: Mapping[Key, str]
    written: str = ""

    def is_untouched(self, key: Key, text: str) -> bool:
        """Tell whether a cell still holds what was written into it."""
        return self.marks.get(key) == mark_of(text)


def key_of(line: LedgerLine) -> str:
    """Answer the hidden key of a row."""
    marks = "".join(mark_of(one.data(line)) for one in DATA)
    return f"{_VERSION}|{line.unit_code}|{line.number}|{marks}"


def read_key(text: str) -> RowKey | None:
    """Read a key back; None when it is none (copied rows, typed words)."""
    found = _KEY.fullmatch(text.strip())
    if found is None or len(found["marks"]) != _MARK * len(DATA):
        return None
    marks = found["marks"]
    parts = (marks[at : at + _MARK] for at in range(0, len(marks), _MARK))
    keys = (one.key for one in DATA)
    return RowKey(found["unit"], found["number"], dict(zip(keys, parts, strict=True)), text.strip())


def mark_of(value: CellValue) -> str:
    """Answer the mark of what stands in a cell, however office programs wrap it."""
    return format(zlib.crc32(as_read(value).encode()) & 0xFFFFFF, f"0{_MARK}x")


def as_read(value: CellValue) -> str:
    """Answer a value as a reader of workbooks gives it back: days in ISO form, lines without blank ones."""
    text = "" if value is None else str(value)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
