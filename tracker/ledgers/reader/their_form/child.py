"""The inside of the process that opens a superior's workbook: limits first, then one deed."""

import gc
import re
from pathlib import Path

from tracker.documents.reader.inside import answer
from tracker.documents.rules.failures import Refusal, RefusedFileError
from tracker.ledgers.reader.their_form.filling import filled
from tracker.ledgers.reader.their_form.package import Book
from tracker.ledgers.reader.their_form.sheet import grid_of
from tracker.ledgers.reader.their_form.wire import pack_grids, unpack_deed

MOST_CELLS = 100_000
"""So many, each with a text of its own, take some 180 MB while they are read; a superior's table has hundreds."""
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")


def main(_way: str, path: str) -> None:
    """Do the deed in the file at ``path`` and write the answer to standard output."""
    gc.disable()  # this process ends with its file, and what it builds has no rings
    answer(lambda _isolated: _done(Path(path).read_bytes()))


def _done(packed: bytes) -> bytes:
    content, plan = unpack_deed(packed)
    if plan is not None:
        return filled(content, plan)
    book = Book(content)
    visible = [one for one in book.sheets if one.visible]
    if sum(_cells_in(book.archive.read(one.part)) for one in visible) > MOST_CELLS:
        raise RefusedFileError(Refusal.TOO_MANY_CELLS)
    return pack_grids([grid_of(book, one) for one in visible])


def _cells_in(sheet: bytes) -> int:
    return sum(1 for _ in _CELL.finditer(sheet))
