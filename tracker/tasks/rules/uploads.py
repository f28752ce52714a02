"""What may be handed in as evidence: judged by the content of a file, not only by its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.errors import InvalidError

LARGEST_MB = 50
LARGEST_TOGETHER_MB = 200
MOST_FILES = 30
MEGABYTE = 1024 * 1024
LOOKED_AT = 4096
# Programs start with these bytes, whatever they are called: Windows, Linux, macOS (four kinds), Java, scripts.
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
_PAGES = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<iframe", b"<body", b"<head")
_PROGRAM_ENDINGS = frozenset(
    [
        "exe",
        "dll",
        "com",
        "scr",
        "msi",
        "msp",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "lnk",
        "reg",
        "jar",
        "apk",
        "sh",
        "py",
        "cpl",
        "pif",
        "chm",
        "url",
        "scf",
        "desktop",
        "msc",
        "xll",
    ]
)
_PAGE_ENDINGS = frozenset(["html", "htm", "xhtml", "mht", "mhtml", "svg", "svgz", "xml", "swf"])


class FileKind(StrEnum):
    """What the bytes of a file are."""

    PICTURE = "picture"
    PDF = "pdf"
    PACKAGE = "package"  # .docx, .xlsx, .pptx, .ofd, or a plain ZIP
    OLD_OFFICE = "old_office"
    RICH_TEXT = "rich_text"
    ARCHIVE = "archive"
    RECORDING = "recording"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class _Sign:
    """How a kind of file begins, and the endings that fit it; the first one is given to a wrong name."""

    kind: FileKind
    starts: tuple[bytes, ...]
    endings: tuple[str, ...]
    at: int = 0


_SIGNS = (
    _Sign(FileKind.PICTURE, (b"\xff\xd8\xff",), ("jpg", "jpeg", "jfif")),
    _Sign(FileKind.PICTURE, (b"\x89PNG\r\n\x1a\n",), ("png",)),
    _Sign(FileKind.PICTURE, (b"GIF87a", b"GIF89a"), ("gif",)),
    _Sign(FileKind.PICTURE, (b"II*\x00", b"MM\x00*"), ("tif", "tiff")),
    _Sign(FileKind.PICTURE, (b"WEBP",), ("webp",), at=8),
    _Sign(FileKind.PDF, (b"%PDF-",), ("pdf",)),
    _Sign(
        FileKind.PACKAGE,
        (b"PK\x03\x04", b"PK\x05\x06"),
        ("zip", "docx", "xlsx", "pptx", "wps", "et", "dps", "ofd", "dotx", "xltx", "ppsx"),
    ),
    _Sign(
        FileKind.OLD_OFFICE,
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        ("doc", "xls", "ppt", "wps", "et", "dps", "dot", "wpt", "pps", "docx", "xlsx", "pptx"),
    ),
    _Sign(FileKind.RICH_TEXT, (b"{\\rtf",), ("rtf", "doc")),
    _Sign(FileKind.ARCHIVE, (b"Rar!\x1a\x07",), ("rar",)),
    _Sign(FileKind.ARCHIVE, (b"7z\xbc\xaf\x27\x1c",), ("7z",)),
    _Sign(FileKind.RECORDING, (b"ftyp",), ("mp4", "m4a", "mov", "m4v", "3gp"), at=4),
    _Sign(FileKind.RECORDING, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"), ("mp3",)),
    _Sign(FileKind.RECORDING, (b"#!AMR",), ("amr",)),
    _Sign(FileKind.RECORDING, (b"WAVE",), ("wav",), at=8),
)
# A bitmap begins with two letters that any text may begin with; the four zeros behind its size tell it.
_BITMAP = _Sign(FileKind.PICTURE, (b"BM",), ("bmp",))
_TEXT = _Sign(FileKind.TEXT, (), ("txt", "csv"))
_APPLE = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heif")
KINDS_IN_WORDS = "照片、扫描件、PDF、OFD、Word、Excel、WPS、压缩包、录音录像都可以"


@dataclass(frozen=True, slots=True)
class FileLook:
    """What a file is, and the name under which it is shown: its own, the ending put right when it does not fit."""

    kind: FileKind
    name: str


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file whose bytes are safely kept, not yet told of in the database.

    ``taken_on`` is the day of a photograph when the camera noted one.
    """

    name: str
    sha256: str
    size: int
    is_picture: bool = False
    taken_on: date | None = None


def look_at(name: str, start: bytes, size: int, field: str = "file") -> FileLook:
    """Judge a file by its name, its first bytes (``LOOKED_AT`` of them) and its size in bytes.

    Raises:
        InvalidError: it is empty, too large, a program, a page that could run in a browser, or unknown.
    """
    if not size:
        raise InvalidError(f"“{name}”是空文件，请重新选择。", field)
    if size > LARGEST_MB * MEGABYTE:
        raise InvalidError(f"“{name}”超过 {LARGEST_MB} MB，请压缩或分开上传。", field)
    ending = _ending(name)
    sign = _sign_of(start)
    if ending in _PROGRAM_ENDINGS or (sign is None and start.startswith(_PROGRAMS)):
        raise InvalidError(f"“{name}”是程序文件，不能作为佐证材料。", field)
    if ending in _PAGE_ENDINGS or _is_page(start):
        raise InvalidError(
            f"“{name}”是网页文件，不能作为佐证材料，请另存为 PDF 或图片后上传。", field
        )
    if start[4:8] == b"ftyp" and start[8:12] in _APPLE:
        raise InvalidError(
            f"“{name}”是苹果手机的 HEIC 照片，多数电脑打不开，请在手机上转成 JPG 后上传。", field
        )
    sign = sign or _text_sign(start, ending)
    if sign is None:
        raise InvalidError(
            f"认不出“{name}”是什么文件，请另存为 PDF、图片或 Word、Excel 文件后上传。", field
        )
    return FileLook(sign.kind, name if ending in sign.endings else f"{name}.{sign.endings[0]}")


def check_members(name: str, members: Iterable[str], field: str = "file") -> None:
    """Check what lies in a packed file, by the names of its members.

    Raises:
        InvalidError: a program is among them, or a Word or Excel file carries macros.
    """
    endings = {(_ending(one), one.rpartition("/")[2].lower()) for one in members}
    if any(last == "vbaproject.bin" for _, last in endings):
        raise InvalidError(f"“{name}”里有宏，请另存为不含宏的文件后上传。", field)
    if any(ending in _PROGRAM_ENDINGS for ending, _ in endings):
        raise InvalidError(f"压缩包“{name}”里有程序文件，不能作为佐证材料。", field)


def check_together(count: int, size: int, field: str = "files") -> None:
    """Check files that come in one form: how many, and how many bytes in all.

    Raises:
        InvalidError: too many, or too large together.
    """
    if count > MOST_FILES:
        raise InvalidError(f"一次最多 {MOST_FILES} 个文件，请分几次上传。", field)
    if size > LARGEST_TOGETHER_MB * MEGABYTE:
        raise InvalidError(f"一次合计不超过 {LARGEST_TOGETHER_MB} MB，请分几次上传。", field)


def with_ending(name: str, ending: str) -> str:
    """Answer a file's name with the ending that fits what has become of it."""
    stem, dot, old = name.rpartition(".")
    if old.lower() in {"jpg", "jpeg", "jfif"} and ending == "jpg":
        return name
    return f"{stem if dot else name}.{ending}"


def is_picture(name: str) -> bool:
    """Answer whether a kept file is a picture, by the ending that it was given when it came in."""
    pictures = (one for one in (*_SIGNS, _BITMAP) if one.kind is FileKind.PICTURE)
    return any(_ending(name) in one.endings for one in pictures)


def is_pdf(name: str) -> bool:
    """Answer whether a kept file is a PDF, by its ending."""
    return _ending(name) == "pdf"


def can_be_shown(name: str) -> bool:
    """Answer whether something of a kept file can be drawn to look at."""
    return is_picture(name) or is_pdf(name)


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def _sign_of(start: bytes) -> _Sign | None:
    if start.startswith(_BITMAP.starts) and start[6:10] == bytes(4):
        return _BITMAP
    return next((one for one in _SIGNS if start[one.at :].startswith(one.starts)), None)


def _text_sign(start: bytes, ending: str) -> _Sign | None:
    """Answer that a file is text when its name says so and its bytes do not contradict."""
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))  # two bytes for each sign
    return _TEXT if ending in _TEXT.endings and (wide or b"\x00" not in start) else None


def _is_page(start: bytes) -> bool:
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith(_PAGES):
        return True
    return text.startswith((b"<?xml", b"<!--", b"<!doctype")) and any(
        page in text for page in _PAGES
    )
