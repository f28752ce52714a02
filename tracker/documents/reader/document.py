"""Any office file by its bytes or place: through the gate, read in a process apart, as plain text with its shape."""

from pathlib import Path, PurePath

from tracker.documents.reader.gate import LARGEST_FILE, admit
from tracker.documents.reader.process import read_apart
from tracker.documents.reader.text import MOST_IN_PROCESS
from tracker.documents.reader.text import read as read_text
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError
from tracker.documents.rules.plain import PlainDocument
from tracker.documents.rules.wrapping import from_text

__all__ = ["from_text", "read_document"]


def read_document(source: bytes | Path, file_name: str) -> PlainDocument:
    """Read a .docx, .doc, .wps, .pdf, .txt, .xlsx, .xls or .et file of any origin.

    Args:
        source: the bytes of the file, or where it lies.
        file_name: its name; only the ending counts.

    Returns:
        The text with its blocks; remarks ``scanned`` (a PDF without text), ``plain_fallback`` (an old
        Word file read without its automatic numbers) or ``truncated`` (a part that could not be read).

    Raises:
        RefusedFileError: too large, too slow to read, or hostile.
        UnreadableFileError: not what its name says, damaged, locked, empty or missing.
    """
    content = source if isinstance(source, bytes) else _load(source)
    way = admit(content, file_name)
    if way == "text" and len(content) <= MOST_IN_PROCESS:
        return read_text(content)
    return read_apart(content, way, PurePath(file_name).suffix.lower().removeprefix("."))


def _load(path: Path) -> bytes:
    """Answer the bytes of a file, one more than the limit at most."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(Fault.MISSING) from error
    if len(content) > LARGEST_FILE:
        raise RefusedFileError(Refusal.TOO_LARGE)
    return content
