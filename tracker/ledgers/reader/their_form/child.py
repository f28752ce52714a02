"""The inside of the process that opens a superior's workbook: limits first, then one deed."""

import gc
from pathlib import Path

from tracker.documents.reader.inside import answer
from tracker.ledgers.reader.their_form.filling import filled
from tracker.ledgers.reader.their_form.package import Book
from tracker.ledgers.reader.their_form.sheet import grid_of
from tracker.ledgers.reader.their_form.wire import pack_grids, unpack_deed


def main(_way: str, path: str) -> None:
    """Do the deed in the file at ``path`` and write the answer to standard output."""
    gc.disable()  # this process ends with its file, and what it builds has no rings
    answer(lambda _isolated: _done(Path(path).read_bytes()))


def _done(packed: bytes) -> bytes:
    content, plan = unpack_deed(packed)
    if plan is not None:
        return filled(content, plan)
    book = Book(content)
    return pack_grids([grid_of(book, one) for one in book.sheets if one.visible])
