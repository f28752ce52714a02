"""The cells of a worksheet looked over in one sweep, without a call for each element."""

import re
from dataclasses import dataclass
from pyexpat import ExpatError, ParserCreate

from tracker.documents.rules.failures import Fault, UnreadableFileError

# An element holds no "<" but that of another one, once comments, sections and instructions are ruled out.
_ODD = re.compile(rb"<(?:!|\?(?!xml[ \t\r\n]))")
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


def cells_in(content: bytes | bytearray, most: int) -> Cells | None:
    """Look over the cells of a worksheet; None when they are written otherwise than office programs do.

    Of more than ``most`` cells only their number is told.

    Raises:
        UnreadableFileError: the part is not well-formed.
    """
    if _ODD.search(content):
        return None
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
