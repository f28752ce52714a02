"""A zip package, checked member by member and inflated under our own count."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tracker.documents.rules.failures import Refusal, RefusedFileError

MOST_MEMBERS = 2_000
MOST_INFLATED = 200 * 1024 * 1024
LARGEST_XML = 30 * 1024 * 1024
# Seven parts of 30 MB would still pass the sum above and cost the gate more than its second.
MOST_XML = 60 * 1024 * 1024

_CENTRAL_SIGNATURE = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_STORED, _DEFLATED = 0, 8
_STEP = 256 * 1024
_LINKS = (stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK)


class Package:
    """The members of a zip file whose directory holds no trick.

    Raises:
        RefusedFileError: too many members, doubled or climbing names, links, encryption, overlaps, or
            sizes beyond the limits; also whenever the directory cannot be read at all.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        if content.count(_CENTRAL_SIGNATURE) > MOST_MEMBERS:
            raise RefusedFileError(Refusal.TOO_MANY_PARTS)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                members = archive.infolist()
                directory = archive.start_dir
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            OSError,
            struct.error,
        ) as error:
            raise RefusedFileError(Refusal.ODD_PACKAGE) from error
        self._members = {member.filename: member for member in members if not member.is_dir()}
        _check_names(members)
        self._spans = {member.filename: self._span(member) for member in members}
        self._check_overlaps(directory)
        self._check_sizes(members)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, folders aside."""
        return tuple(self._members)

    def read(self, name: str) -> bytearray:
        """Inflate one member whole; its size was checked when the package was opened."""
        inflated = bytearray()
        for part in self.inflate(name):
            inflated += part
        return inflated

    def inflate(self, name: str) -> Iterator[bytes]:
        """Yield a member piece by piece, never more than its directory entry declares.

        Raises:
            RefusedFileError: the data is damaged, or longer or shorter than declared.
        """
        member = self._members[name]
        start, end = self._spans[name]
        packed = memoryview(self._content)[start:end]
        size = checksum = 0
        for part in _plain(packed) if member.compress_type == _STORED else _inflated(packed):
            size += len(part)
            checksum = zlib.crc32(part, checksum)
            if size > member.file_size:
                raise RefusedFileError(Refusal.ODD_PACKAGE)
            yield part
        if size != member.file_size or checksum != member.CRC:
            raise RefusedFileError(Refusal.ODD_PACKAGE)

    def _span(self, member: zipfile.ZipInfo) -> tuple[int, int]:
        """Answer where the packed data of a member lies, from its own local header."""
        offset = member.header_offset
        header = self._content[offset : offset + _LOCAL_HEADER.size]
        if offset < 0 or len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise RefusedFileError(Refusal.ODD_PACKAGE)
        *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        start = offset + _LOCAL_HEADER.size + name_length + extra_length
        return start, start + member.compress_size

    def _check_overlaps(self, directory: int) -> None:
        reached = 0
        for member in sorted(self._members.values(), key=lambda member: member.header_offset):
            if member.header_offset < reached:
                raise RefusedFileError(Refusal.ODD_PACKAGE)
            reached = self._spans[member.filename][1]
        if reached > directory:
            raise RefusedFileError(Refusal.ODD_PACKAGE)

    def _check_sizes(self, members: list[zipfile.ZipInfo]) -> None:
        texts = [member.file_size for member in members if is_xml(member.filename)]
        if max(texts, default=0) > LARGEST_XML or sum(texts) > MOST_XML:
            raise RefusedFileError(Refusal.TOO_MUCH_INSIDE)
        if sum(member.file_size for member in members) > MOST_INFLATED:
            raise RefusedFileError(Refusal.TOO_MUCH_INSIDE)


def is_xml(name: str) -> bool:
    """Tell whether a member is XML by its name."""
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for member in members:
        name = member.orig_filename
        folded = name.casefold()
        climbs = ".." in name.split("/") or name.startswith("/") or ":" in name
        if climbs or "\\" in name or "\0" in name or folded in seen:
            raise RefusedFileError(Refusal.ODD_PACKAGE)
        if member.flag_bits & _ENCRYPTED_FLAGS or member.compress_type not in {_STORED, _DEFLATED}:
            raise RefusedFileError(Refusal.ODD_PACKAGE)
        if stat.S_IFMT(member.external_attr >> 16) in _LINKS:
            raise RefusedFileError(Refusal.ODD_PACKAGE)
        seen.add(folded)


def _plain(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), _STEP):
        yield bytes(packed[start : start + _STEP])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _STEP):
            rest = bytes(packed[start : start + _STEP])
            while rest:
                yield engine.decompress(rest, _STEP)
                rest = engine.unconsumed_tail
    except zlib.error as error:
        raise RefusedFileError(Refusal.ODD_PACKAGE) from error
    if not engine.eof or engine.unused_data:
        raise RefusedFileError(Refusal.ODD_PACKAGE)
