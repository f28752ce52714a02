"""Old Word and WPS files (.doc, .wps): through LibreOffice where it can be shut in, else by our own reader."""

import contextlib

from tracker.documents.reader import docx
from tracker.documents.reader.libreoffice import converted
from tracker.documents.reader.word97 import pieces_of
from tracker.documents.rules.failures import Fault, FileReadingError, UnreadableFileError
from tracker.documents.rules.pieces import Piece, assemble
from tracker.documents.rules.plain import PlainDocument, Remark
from tracker.documents.rules.wrapping import rejoin


def read(content: bytes, *, isolated: bool) -> PlainDocument:
    """Read a Word 97 file.

    Args:
        content: the bytes of the file.
        isolated: whether this process has left the network; without that LibreOffice is not started.

    Returns:
        The text; with the remark ``plain_fallback`` when automatic numbers could not be read.

    Raises:
        UnreadableFileError: no Word 97 file, locked by a password, or damaged.
    """
    plain, fault = _read_plainly(content)
    if fault is not None and fault.code is not Fault.DAMAGED:
        raise fault
    package = converted(content) if isolated else None
    # The converter's own slip is no reason to refuse a file that can be read otherwise.
    with contextlib.suppress(FileReadingError):
        if package is not None:
            return docx.read(package)
    if fault is not None:
        raise fault
    return assemble(rejoin(plain), [Remark("plain_fallback")])


def _read_plainly(content: bytes) -> tuple[list[Piece], UnreadableFileError | None]:
    try:
        return pieces_of(content), None
    except UnreadableFileError as fault:
        return [], fault
