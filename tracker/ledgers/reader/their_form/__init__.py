"""A superior's own workbook: looked at, and filled in without touching anything else, in a process apart."""

import json
from pathlib import PurePath

from tracker.core.bulk import in_bulk
from tracker.core.errors import InvalidError
from tracker.documents.reader.gate import admit
from tracker.documents.reader.isolation import SECONDS
from tracker.documents.reader.process import answer_of
from tracker.documents.reader.wire import failure_in
from tracker.documents.rules.failures import Fault, FileReadingError, UnreadableFileError
from tracker.ledgers.reader.their_form.wire import pack_deed, unpack_grids
from tracker.ledgers.rules.their_form.grid import Grid
from tracker.ledgers.rules.their_form.plan import Plan

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from tracker.ledgers.reader.their_form.child import main; main(*sys.argv[2:])"
)
_OLD = frozenset({".xls", ".et"})

__all__ = ["fill", "look_at"]


def look_at(content: bytes, file_name: str) -> tuple[Grid, ...]:
    """Read the visible sheets of an .xlsx.

    Raises:
        InvalidError: it is of an older kind, which cannot be written back as it is.
        FileReadingError: refused, or not readable.
    """
    ending = PurePath(file_name).suffix.lower()
    if ending in _OLD:
        raise InvalidError(
            f"{ending}是旧格式，填写后无法原样交回，请用WPS或Excel打开，另存为.xlsx后再上传。",
            "file",
        )
    if ending != ".xlsx":
        raise InvalidError("请上传上级发来的Excel空表（.xlsx）。", "file")
    admit(content, file_name)
    answer = answer_of(_START, pack_deed(content, None), "look", SECONDS)
    with in_bulk():
        return unpack_grids(_told(answer))


def fill(content: bytes, plan: Plan) -> bytes:
    """Write a plan into a workbook that ``look_at`` has let in, and answer its bytes.

    Raises:
        FileReadingError: refused, or not readable.
    """
    answer = answer_of(_START, pack_deed(content, plan), "fill", SECONDS)
    if not answer.startswith(b"PK"):
        _told(answer)
        raise UnreadableFileError(Fault.CRASHED, "xlsx")
    return answer


def _told(answer: bytes) -> list[dict[str, object]]:
    """Answer what the process said; a failure is raised."""
    try:
        told = json.loads(answer)
        failure: FileReadingError | None = failure_in(told, "xlsx")
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableFileError(Fault.CRASHED, "xlsx") from error
    if failure is not None:
        raise failure
    return list(told)
