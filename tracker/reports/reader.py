"""From the bytes of a report to its text and what is read from it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from tracker.documents.reader.document import from_text, read_document
from tracker.documents.reader.gate import LARGEST_FILE
from tracker.documents.rules.failures import Fault, UnreadableFileError
from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.columns import Columns
from tracker.reports.rules.extraction import as_json, read_report
from tracker.reports.rules.sketches import sketches

PASTED = "粘贴的文字.txt"
_WORKBOOKS = frozenset({".xlsx", ".xls", ".et"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper that was read: its bytes' SHA-256, its plain text, and the contract's result.

    ``facts`` tell what the contract leaves out, ready for JSON: ``tracked_changes`` (bool), ``workbook``
    (bool), ``tables`` (each with ``sheet``, ``read`` and the names of ``unknown`` columns), ``layouts``
    (by ordinal of the table, as a person told them) and ``marks``, what an export of ours hid in the file:
    ``label``, ``text`` as it was written, ``spans`` of the paragraphs that still bear it.
    """

    file_name: str
    file_hash: str
    text: str
    extraction: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def changes_accepted(self) -> bool:
        """Answer whether the file held tracked changes, which were taken as accepted."""
        return bool(self.facts.get("tracked_changes"))


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


def read_file(
    content: bytes,
    file_name: str,
    *,
    today_year: int | None = None,
    columns: Columns | None = None,
) -> Reading:
    """Read an office file.

    Args:
        content: its bytes.
        file_name: its name; the ending counts.
        today_year: keeps a later year from being taken for that of the report.
        columns: what people have said about the columns of tables.

    Raises:
        RefusedFileError: too large or hostile.
        UnreadableFileError: no document of the kinds that are read.
    """
    document = open_file(content, file_name)
    return read_opened(document, content, file_name, today_year=today_year, columns=columns)


def read_pasted(
    text: str, *, today_year: int | None = None, columns: Columns | None = None
) -> Reading:
    """Read pasted text."""
    return read_opened(
        from_text(text), text.encode(), PASTED, today_year=today_year, columns=columns
    )


def open_file(content: bytes, file_name: str) -> PlainDocument:
    """Answer the text and the shape of a file, or of pasted text that was kept.

    Raises:
        RefusedFileError, UnreadableFileError: as ``read_file``.
    """
    return from_text(content.decode()) if file_name == PASTED else read_document(content, file_name)


def read_opened(
    document: PlainDocument,
    content: bytes,
    file_name: str,
    *,
    today_year: int | None = None,
    columns: Columns | None = None,
) -> Reading:
    """Read a file that was opened; the arguments are those of ``read_file``."""
    found = read_report(document, today_year=today_year, columns=columns)
    return Reading(
        file_name=file_name,
        file_hash=hashlib.sha256(content).hexdigest(),
        text=document.text,
        extraction=as_json(found, file_name),
        facts=_facts(document, file_name, columns or Columns()),
    )


def _facts(document: PlainDocument, file_name: str, columns: Columns) -> dict[str, Any]:
    tables: list[Mapping[str, Any]] = [
        {"sheet": one.sheet, "read": one.read, "unknown": list(one.unknown)}
        for one in sketches(document, columns)
    ]
    return {
        "tracked_changes": any(one.code == "tracked_changes" for one in document.remarks),
        "workbook": PurePath(file_name).suffix.lower() in _WORKBOOKS,
        "tables": tables,
        "layouts": {str(table): one.as_json() for table, one in columns.layouts.items()},
        "marks": _marks(document),
    }


def _marks(document: PlainDocument) -> list[dict[str, Any]]:
    places: dict[str, list[tuple[int, int]]] = {}
    for block in document.blocks:
        for name in block.hidden:
            places.setdefault(name, []).append((block.start, block.end))
    return [
        {"label": mark.label, "text": mark.text, "spans": places.get(mark.name, [])}
        for mark in document.marks
    ]
