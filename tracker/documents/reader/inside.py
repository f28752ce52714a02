"""The frame of every process that opens a stranger's file: limits first, then the work, then one answer."""

import logging
import os
import sys
import warnings
from collections.abc import Callable

from tracker.documents.reader.isolation import leave_network, limit_resources
from tracker.documents.reader.wire import pack_failure
from tracker.documents.rules.failures import (
    Fault,
    FileReadingError,
    Refusal,
    RefusedFileError,
    UnreadableFileError,
)


def answer(work: Callable[[bool], bytes]) -> None:
    """Do some work within bounds and write what it answers, or why it could not, to standard output.

    ``work`` is told whether this process is cut off from the network.
    """
    limit_resources()
    isolated = leave_network()
    logging.disable()
    warnings.simplefilter("ignore")
    try:
        told = work(isolated)
    except FileReadingError as failure:
        told = pack_failure(failure)
    except MemoryError:
        told = pack_failure(RefusedFileError(Refusal.TOO_HUNGRY))
    except Exception:  # noqa: BLE001  a parser may fail in any way; the file is to blame
        told = pack_failure(UnreadableFileError(Fault.DAMAGED))
    rest = memoryview(told)
    while rest:
        rest = rest[os.write(sys.stdout.fileno(), rest) :]
