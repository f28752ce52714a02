"""The gate in front of every parser: a file that is too much, hostile or not what it claims stays outside."""

from pathlib import PurePath

from tracker.documents.reader.package import Package, is_xml
from tracker.documents.reader.xml_gate import check_parts
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError

LARGEST_FILE = 20 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MAGIC = {
    "docx": (_ZIP,),
    "doc": (_OLE,),
    "wps": (_OLE, _ZIP),
    "pdf": (_PDF,),
    "xlsx": (_ZIP,),
    "xls": (_OLE,),
    "et": (_OLE, _ZIP),
    "txt": (),
}
_MAIN_FOLDER = {"docx": "word/", "wps": "word/", "xlsx": "xl/", "et": "xl/"}


def admit(content: bytes, file_name: str) -> str:
    """Let a file pass, or refuse it with a reason.

    Takes at most about a second and 100 MB for any content: nothing is inflated beyond the limits, and
    parts are looked at one after the other.

    Returns:
        How to read the file: ``docx``, ``doc``, ``pdf``, ``text`` or ``sheet``.

    Raises:
        RefusedFileError: too large or hostile.
        UnreadableFileError: empty, of an unknown kind, not what its name says, or locked by a password.
    """
    ending = PurePath(file_name).suffix.lower().removeprefix(".")
    if ending not in _MAGIC:
        raise UnreadableFileError(Fault.UNKNOWN_KIND, ending)
    if not content:
        raise UnreadableFileError(Fault.EMPTY, ending)
    if len(content) > LARGEST_FILE:
        raise RefusedFileError(Refusal.TOO_LARGE)
    if ending == "txt":
        _check_text(content)
        return "text"
    if not content.startswith(_MAGIC[ending]):
        if content.startswith(_OLE) and _ENCRYPTED_PACKAGE in content:
            raise UnreadableFileError(Fault.PASSWORD, ending)
        raise UnreadableFileError(Fault.WRONG_KIND, ending)
    if content.startswith(_ZIP):
        _check_package(content, ending)
    return _way_to_read(ending, packed=content.startswith(_ZIP))


def _check_text(content: bytes) -> None:
    if content.startswith((_ZIP, _OLE, _PDF)):
        raise UnreadableFileError(Fault.WRONG_KIND, "txt")


def _check_package(content: bytes, ending: str) -> None:
    package = Package(content)
    check_parts(package)
    folder = _MAIN_FOLDER[ending]
    if not any(name.startswith(folder) and is_xml(name) for name in package.names):
        raise UnreadableFileError(Fault.WRONG_KIND, ending)


def _way_to_read(ending: str, *, packed: bool) -> str:
    if ending in {"xlsx", "xls", "et"}:
        return "sheet"
    if ending in {"doc", "wps"}:
        return "docx" if packed else "doc"
    return ending
