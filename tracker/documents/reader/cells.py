"""The cells of a worksheet looked over in one sweep, without a call for each element."""

import re
from dataclasses import dataclass
from pyexpat import ExpatError, ParserCreate

from tracker.documents.rules.failures import Fault, UnreadableFileError

# An element holds no "<" but that of another one, once comments, sections and instructions are ruled out.
_ODD = re.compile(rb"<(?:!|\?(?!xml[ \t\r\n]))")
# Office programs write a cell as <c r="B7"; what may be one and reads otherwise is looked at closer.
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"')
_ROW = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_OTHERWISE = re.compile(rb"<c[\t\r\n/>]")
_CELL = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?c[ \t\r\n/>]")
_PLACE = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?c[ \t\r\n](?:[^<>]*[ \t\r\n])?"
    rb'r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?(/?)>(?=(<?/?))'
)


@dataclass(frozen=True, slots=True)
class Cells:
    """How many cells a worksheet has, and how far those reach that may hold something (columns and rows from 1)."""

    count: int
    widest: int
    lowest: int


def cells_in(content: bytes | bytearray, most: int, largest: int) -> Cells | None:
    """Look over the cells of a worksheet; None when they are written otherwise than office programs do.

    Of more than ``most`` cells only their number is told. Which cells are empty is told apart only where all of
    them together span more than ``largest`` places.

    Raises:
        UnreadableFileError: the part is not well-formed.
    """
    if _ODD.search(content):
        return None
    if (at_least := content.count(b"<c ")) > most:
        return Cells(at_least, 0, 0)
    if (plain := _plain_cells(content)) is not None and plain.widest * plain.lowest <= largest:
        _check_form(content)
        return plain
    count = len(_CELL.findall(content))
    if count > most:
        return Cells(count, 0, 0)
    places = _PLACE.findall(content)
    if len(places) != count:
        return None
    _check_form(content)
    # An empty cell ends its own element, or is followed by its end at once.
    filled = [(column, row) for column, row, end, after in places if not end and after != b"</"]
    widest = max((column_number(one.decode()) for one in {one for one, _ in filled}), default=0)
    return Cells(count, widest, max((int(row) for row in {row for _, row in filled}), default=0))


def _plain_cells(content: bytes | bytearray) -> Cells | None:
    """Answer the cells, empty ones as well, where each is written in the common way."""
    count = content.count(b"<c ")
    columns = _COLUMN.findall(content)
    if len(columns) != count or b":c" in content or _OTHERWISE.search(content):
        return None
    widest = max((column_number(one.decode()) for one in set(columns)), default=0)
    return Cells(count, widest, max(map(int, set(_ROW.findall(content))), default=0))


def column_number(letters: str) -> int:
    """Answer the number of a column from its letters: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _check_form(content: bytes | bytearray) -> None:
    try:
        ParserCreate("utf-8").Parse(content, True)  # noqa: FBT003  the signature of expat
    except ExpatError as error:
        raise UnreadableFileError(Fault.DAMAGED) from error
