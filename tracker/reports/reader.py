"""From the bytes of a report to its text and what is read from it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.documents.reader import LARGEST_FILE, from_text, read_document
from tracker.documents.rules.failures import Fault, UnreadableFileError
from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.extraction import as_json, read_report

PASTED = "粘贴的文字.txt"


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper that was read: its bytes' SHA-256, its plain text, and the contract's result."""

    file_name: str
    file_hash: str
    text: str
    extraction: dict[str, Any]


def load(path: Path) -> bytes:
    """Answer the bytes of a file, no more than one beyond the limit.

    Raises:
        UnreadableFileError: there is no such file, or it may not be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(Fault.MISSING) from error


def read_file(content: bytes, file_name: str, *, today_year: int | None = None) -> Reading:
    """Read an office file; ``today_year`` keeps a later year from being taken for that of the report.

    Raises:
        RefusedFileError: too large or hostile.
        UnreadableFileError: no document of the kinds that are read.
    """
    return _reading(read_document(content, file_name), content, file_name, today_year)


def read_pasted(text: str, *, today_year: int | None = None) -> Reading:
    """Read pasted text."""
    return _reading(from_text(text), text.encode(), PASTED, today_year)


def _reading(
    document: PlainDocument, content: bytes, file_name: str, today_year: int | None
) -> Reading:
    return Reading(
        file_name=file_name,
        file_hash=hashlib.sha256(content).hexdigest(),
        text=document.text,
        extraction=as_json(read_report(document, today_year=today_year), file_name),
    )
