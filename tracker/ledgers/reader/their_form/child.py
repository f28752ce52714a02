"""The inside of the process that opens a superior's workbook: limits first, then one deed."""

import gc
import logging
import os
import sys
import warnings
from pathlib import Path

from tracker.documents.reader.isolation import leave_network, limit_resources
from tracker.documents.reader.wire import pack_failure
from tracker.documents.rules.failures import (
    Fault,
    FileReadingError,
    Refusal,
    RefusedFileError,
    UnreadableFileError,
)
from tracker.ledgers.reader.their_form.filling import filled
from tracker.ledgers.reader.their_form.package import Book
from tracker.ledgers.reader.their_form.sheet import grid_of
from tracker.ledgers.reader.their_form.wire import pack_grids, unpack_deed


def main(_way: str, path: str) -> None:
    """Do the deed in the file at ``path`` and write the answer to standard output."""
    limit_resources()
    leave_network()
    gc.disable()  # this process ends with its file, and what it builds has no rings
    logging.disable()
    warnings.simplefilter("ignore")
    try:
        answer = _done(Path(path).read_bytes())
    except FileReadingError as failure:
        answer = pack_failure(failure)
    except MemoryError:
        answer = pack_failure(RefusedFileError(Refusal.TOO_HUNGRY))
    except Exception:  # noqa: BLE001  a workbook may be wrong in any way; the file is to blame
        answer = pack_failure(UnreadableFileError(Fault.DAMAGED))
    rest = memoryview(answer)
    while rest:
        rest = rest[os.write(sys.stdout.fileno(), rest) :]


def _done(packed: bytes) -> bytes:
    content, plan = unpack_deed(packed)
    if plan is not None:
        return filled(content, plan)
    book = Book(content)
    return pack_grids([grid_of(book, one) for one in book.sheets if one.visible])
