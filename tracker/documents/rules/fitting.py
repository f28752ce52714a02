"""How high a row of a sheet must be for its text, and where a text that is too long goes on.

Excel and WPS do not grow a row beyond 409 pt and cut off what stands below without a word, so a longer text is
continued in a second row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tracker.documents.rules.layout import FULL_WIDTH

HIGHEST = 405.0  # points; a little less than the 409 at which Excel cuts
_LINE = 1.4  # height of a line in sizes of its type; 宋体 needs 1.3, what stands in where it is missing more
_PADDING = 5.0  # points above and below together
# Half-width units that a column of a given width really holds: cell padding and wrapping at signs
# that may not begin a line take their share.
_LOST = 1.4


@dataclass(frozen=True, slots=True)
class FittedRow:
    """One printed row: its texts, its height in points, whether it continues the row before."""

    texts: tuple[str, ...]
    height: float
    continued: bool = False


def fit_row(texts: Sequence[str], widths: Sequence[float], points: float) -> tuple[FittedRow, ...]:
    """Answer the rows that show every text whole; more than one only when a text passes 405 pt.

    Args:
        texts: one text for each column; line feeds begin new lines.
        widths: the columns' widths in characters of Excel.
        points: the size of the type.
    """
    most = int((HIGHEST - _PADDING) / (points * _LINE))
    lines = max(
        (_at_most(text, width) for text, width in zip(texts, widths, strict=True)), default=1
    )
    if lines <= most:
        return (FittedRow(tuple(texts), ceil(lines * points * _LINE + _PADDING)),)
    pieces = [_in_pieces(text, width, most) for text, width in zip(texts, widths, strict=True)]
    rows = []
    for number in range(max(map(len, pieces), default=1)):
        part = tuple(piece[number] if number < len(piece) else "" for piece in pieces)
        lines = max(
            (len(wrap(text, width)) for text, width in zip(part, widths, strict=True)), default=1
        )
        rows.append(FittedRow(part, ceil(lines * points * _LINE + _PADDING), continued=number > 0))
    return tuple(rows)


def wrap(text: str, width: float) -> tuple[str, ...]:
    """Answer the lines, at the narrowest, into which a column of a width breaks a text."""
    units = max(2.0, width - _LOST)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for sign in paragraph:
            size = 1.0 if sign < FULL_WIDTH else 2.0
            if used + size > units and line:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + sign, used + size
        lines.append(line)
    return tuple(lines)


def _at_most(text: str, width: float) -> int:
    """Answer a number of lines that a text never passes, by counting instead of breaking it.

    The national encoding gives one byte to a half-width sign and two or more to any other, which is as wide or
    wider than what is printed; a line of mixed signs may leave one unit of its end unused.
    """
    units = int(max(2.0, width - _LOST))
    lines = 0
    for paragraph in text.split("\n"):
        size = len(paragraph.encode("gb18030", "replace"))
        usable = units // 2 * 2 if size == 2 * len(paragraph) else units - 1
        lines += -(-size // max(usable, 1)) or 1
    return lines


def _in_pieces(text: str, width: float, most: int) -> tuple[str, ...]:
    """Cut a text after every ``most`` lines; joined, the pieces are the text but for a line feed at a cut."""
    pieces: list[str] = []
    rest = text
    while len(lines := wrap(rest, width)) > most:
        taken = _length_of(lines[:most], rest)
        pieces.append(rest[:taken].removesuffix("\n"))
        rest = rest[taken:]
    return (*pieces, rest)


def _length_of(lines: Sequence[str], text: str) -> int:
    at = 0
    for line in lines:
        at += len(line)
        if text.startswith("\n", at):
            at += 1
    return at
