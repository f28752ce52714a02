"""The inside of a reading process: limits first, then one file, then one line of JSON."""

import importlib
import logging
import os
import sys
import warnings
from pathlib import Path

from tracker.documents.reader.isolation import leave_network, limit_resources
from tracker.documents.reader.wire import pack, pack_failure
from tracker.documents.rules.failures import (
    Fault,
    FileReadingError,
    Refusal,
    RefusedFileError,
    UnreadableFileError,
)
from tracker.documents.rules.plain import PlainDocument

MOST_SIGNS = 5_000_000


def main(way: str, path: str) -> None:
    """Read the file at ``path`` and write the answer to standard output.

    Args:
        way: how to read it, as the gate said; the name of a module beside this one.
        path: the file, in a folder of its own that is thrown away afterwards.
    """
    limit_resources()
    isolated = leave_network()
    logging.disable()
    warnings.simplefilter("ignore")
    try:
        answer = pack(_read(way, Path(path), isolated=isolated))
    except FileReadingError as failure:
        answer = pack_failure(failure)
    except MemoryError:
        answer = pack_failure(RefusedFileError(Refusal.TOO_HUNGRY))
    except Exception:  # noqa: BLE001  a parser may fail in any way; the file is to blame
        answer = pack_failure(UnreadableFileError(Fault.DAMAGED))
    _write(answer)


def _read(way: str, path: Path, *, isolated: bool) -> PlainDocument:
    reader = importlib.import_module(f"tracker.documents.reader.{way}")
    document: PlainDocument
    if way == "doc":
        document = reader.read(path.read_bytes(), isolated=isolated)
    else:
        document = reader.read(path.read_bytes())
    if len(document.text) > MOST_SIGNS:
        raise RefusedFileError(Refusal.TOO_LONG)
    return document


def _write(answer: bytes) -> None:
    rest = memoryview(answer)
    while rest:
        rest = rest[os.write(sys.stdout.fileno(), rest) :]
