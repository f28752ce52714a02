"""The inside of a reading process: limits first, then one file, then one line of JSON."""

import importlib
from pathlib import Path

from tracker.documents.reader.inside import answer
from tracker.documents.reader.wire import pack
from tracker.documents.rules.failures import Refusal, RefusedFileError
from tracker.documents.rules.plain import PlainDocument

MOST_SIGNS = 5_000_000


def main(way: str, path: str) -> None:
    """Read the file at ``path`` and write the answer to standard output.

    Args:
        way: how to read it, as the gate said; the name of a module beside this one.
        path: the file, in a folder of its own that is thrown away afterwards.
    """
    answer(lambda isolated: pack(_read(way, Path(path), isolated=isolated)))


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
