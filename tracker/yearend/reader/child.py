"""The inside of the process that opens other people's Word files around a year: limits first, then one deed."""

import importlib
import json
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
from tracker.yearend.reader.wire import unpack


def main(_way: str, path: str) -> None:
    """Do the deed in the file at ``path`` and write the answer to standard output."""
    limit_resources()
    leave_network()
    logging.disable()
    warnings.simplefilter("ignore")
    try:
        answer = _done(Path(path).read_bytes())
    except FileReadingError as failure:
        answer = pack_failure(failure)
    except MemoryError:
        answer = pack_failure(RefusedFileError(Refusal.TOO_HUNGRY))
    except Exception:  # noqa: BLE001  a Word file may be wrong in any way; the file is to blame
        answer = pack_failure(UnreadableFileError(Fault.DAMAGED))
    rest = memoryview(answer)
    while rest:
        rest = rest[os.write(sys.stdout.fileno(), rest) :]


def _done(packed: bytes) -> bytes:
    """Do a deed; only what it needs is imported, for each file has a process of its own."""
    told, content = unpack(packed)
    kind, _, verb = told["deed"].partition("_")
    module = importlib.import_module(f"tracker.yearend.reader.{kind}")
    answer: object = getattr(module, verb)(content, told)
    return answer if isinstance(answer, bytes) else _written(answer)


def _written(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()
