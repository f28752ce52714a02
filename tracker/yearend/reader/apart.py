"""What other people's Word files are asked and told, from outside the process that opens them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tracker.core.errors import InvalidError
from tracker.documents.reader.gate import admit
from tracker.documents.reader.isolation import SECONDS
from tracker.documents.reader.process import answer_of
from tracker.documents.reader.wire import failure_in
from tracker.documents.rules.failures import Fault, UnreadableFileError
from tracker.yearend.reader.wire import pack
from tracker.yearend.rules.inserting import BodyPiece, Insertion

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from tracker.yearend.reader.child import main; main(*sys.argv[2:])"
)
_NAME = "file.docx"


@dataclass(frozen=True, slots=True)
class TemplateLook:
    """The names that a template asks for; ``trouble`` is a sentence when it cannot be filled at all."""

    names: tuple[str, ...]
    trouble: str = ""


def look_at_template(content: bytes, sample: Mapping[str, Any]) -> TemplateLook:
    """Read which names a template asks for, and try it out with ``sample``.

    Raises:
        FileReadingError: refused, or no Word file.
    """
    told = _told(_asked("template_look", content, {"values": dict(sample)}))
    return TemplateLook(tuple(told["names"]), told["trouble"])


def fill_template(
    content: bytes, values: Mapping[str, Any], labels: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Fill a template; ``labels`` are paragraphs with what is hidden beside them.

    Raises:
        FileReadingError: refused, or no Word file.
        InvalidError: the template asks for what is not there.
    """
    return _file(_asked("template_fill", content, {"values": dict(values), "labels": list(labels)}))


def look_at_draft(content: bytes) -> tuple[BodyPiece, ...]:
    """Read the pieces of the body of a Word file.

    Raises:
        FileReadingError: refused, or no Word file.
    """
    told = _told(_asked("body_look", content, {}))
    return tuple(BodyPiece(**one) for one in told["pieces"])


def add_to_draft(content: bytes, insertions: Sequence[Insertion]) -> bytes:
    """Put paragraphs into a Word file; every other paragraph, part and style stays as it is.

    Raises:
        FileReadingError: refused, or no Word file.
    """
    return _file(_asked("body_add", content, {"insertions": [asdict(one) for one in insertions]}))


def _asked(deed: str, content: bytes, told: Mapping[str, Any]) -> bytes:
    admit(content, _NAME)
    return answer_of(_START, pack(deed, content, told), "deed", SECONDS)


def _file(answer: bytes) -> bytes:
    if answer.startswith(b"PK"):
        return answer
    raise InvalidError(_told(answer)["trouble"])


def _told(answer: bytes) -> dict[str, Any]:
    """Answer what the process said; a failure is raised."""
    try:
        told: dict[str, Any] = json.loads(answer)
        failure = failure_in(told, "docx")
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableFileError(Fault.CRASHED, "docx") from error
    if failure is not None:
        raise failure
    return told
