"""Looking into files that are handed in: what they really are, and pictures drawn small before they are kept."""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import IO, cast

from tracker.core.errors import InvalidError
from tracker.core.previews import PreviewSize
from tracker.documents.reader.picture import CleanPicture, PictureError, clean_picture, first_page
from tracker.tasks.rules.uploads import (
    LOOKED_AT,
    FileKind,
    check_members,
    is_pdf,
    look_at,
    with_ending,
)

_MOST_MEMBERS = 10_000
_LARGEST_LIST = 4 * 1024 * 1024
_END_OF_LIST, _LONGEST_END = b"PK\x05\x06", 65_557
# Where an old Office file keeps the class of its root, and the class that says: a Windows installer.
_SECTOR_SHIFT, _FIRST_FOLDER, _CLASS = slice(30, 32), slice(48, 52), slice(80, 96)
_INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that may be kept: its name, the bytes to keep, and what was drawn of it."""

    name: str
    content: IO[bytes]
    kind: FileKind
    previews: tuple[tuple[PreviewSize, bytes], ...] = ()
    taken_on: date | None = None


def admit(name: str, content: IO[bytes], field: str = "file") -> Admitted:
    """Let a file in, or refuse it with one sentence; pictures come out drawn anew.

    Raises:
        InvalidError: empty, too large, a program, a page, unknown, damaged, or a picture that cannot be drawn.
    """
    size = content.seek(0, 2)
    content.seek(0)
    start = content.read(LOOKED_AT)
    content.seek(0)
    look = look_at(name, start, size, field)
    if look.kind is FileKind.PACKAGE:
        check_members(name, _members(name, content, field), field)
    if look.kind is FileKind.OLD_OFFICE and _is_installer(content):
        raise InvalidError(f"“{name}”是程序文件，不能作为佐证材料。", field)
    if look.kind is FileKind.PICTURE:
        return _drawn(look.name, content, field)
    return Admitted(look.name, content, look.kind)


def draw_previews(name: str, content: IO[bytes]) -> tuple[tuple[PreviewSize, bytes], ...]:
    """Draw the previews of a kept file, of a PDF those of its first page; none when it cannot be drawn."""
    try:
        return _previews(first_page(content) if is_pdf(name) else clean_picture(content))
    except PictureError:
        return ()


def _drawn(name: str, content: IO[bytes], field: str) -> Admitted:
    try:
        picture = clean_picture(content)
    except PictureError as error:
        raise InvalidError(
            f"图片“{name}”打不开：可能没有传完整，或者尺寸过大，请重新拍照、截图后上传。", field
        ) from error
    kept, shown = content, name
    if picture.content is not None:
        kept, shown = _on_disk(picture.content), with_ending(name, picture.ending)
    return Admitted(shown, kept, FileKind.PICTURE, _previews(picture), picture.taken_on)


def _previews(picture: CleanPicture) -> tuple[tuple[PreviewSize, bytes], ...]:
    return ((PreviewSize.LARGE, picture.large), (PreviewSize.SMALL, picture.small))


def _on_disk(content: bytes) -> IO[bytes]:
    """Answer bytes as a nameless file: thirty photographs in memory would swell a web process for good."""
    file = cast("IO[bytes]", TemporaryFile())  # noqa: SIM115  it lives as long as the request holds it
    file.write(content)
    file.seek(0)
    return file


def _members(name: str, content: IO[bytes], field: str) -> Iterable[str]:
    """Answer the names of what is packed in a file; nothing is unpacked."""
    _check_list(name, content, field)
    try:
        with zipfile.ZipFile(content) as package:
            members = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InvalidError(
            f"“{name}”打不开：可能没有传完整，请重新保存后再上传。", field
        ) from error
    finally:
        content.seek(0)
    if len(members) > _MOST_MEMBERS:
        raise InvalidError(f"“{name}”里的文件太多，请分开打包后上传。", field)
    return members


def _check_list(name: str, content: IO[bytes], field: str) -> None:
    """Refuse a package whose list of members alone would fill the memory, before anybody reads it."""
    size = content.seek(0, 2)
    content.seek(max(0, size - _LONGEST_END))
    end = content.read()
    content.seek(0)
    at = end.rfind(_END_OF_LIST)
    if at >= 0 and int.from_bytes(end[at + 12 : at + 16], "little") > _LARGEST_LIST:
        raise InvalidError(f"“{name}”里的文件太多，请分开打包后上传。", field)


def _is_installer(content: IO[bytes]) -> bool:
    head = content.read(512)
    shift = int.from_bytes(head[_SECTOR_SHIFT], "little")
    first = int.from_bytes(head[_FIRST_FOLDER], "little")
    if shift not in {9, 12}:  # sectors of 512 or 4,096 bytes, nothing else exists
        return False
    content.seek((first + 1) << shift)
    folder = content.read(128)
    content.seek(0)
    return folder[_CLASS] == _INSTALLER
