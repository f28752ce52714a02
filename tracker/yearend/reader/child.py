"""The inside of the process that opens other people's Word files around a year: limits first, then one deed."""

import importlib
import json
from pathlib import Path

from tracker.documents.reader.inside import answer
from tracker.yearend.reader.wire import unpack


def main(_way: str, path: str) -> None:
    """Do the deed in the file at ``path`` and write the answer to standard output."""
    answer(lambda _isolated: _done(Path(path).read_bytes()))


def _done(packed: bytes) -> bytes:
    """Do a deed; only what it needs is imported, for each file has a process of its own."""
    told, content = unpack(packed)
    kind, _, verb = told["deed"].partition("_")
    module = importlib.import_module(f"tracker.yearend.reader.{kind}")
    made: object = getattr(module, verb)(content, told)
    return made if isinstance(made, bytes) else _written(made)


def _written(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()
