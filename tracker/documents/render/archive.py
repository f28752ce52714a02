"""Members of a ZIP whose Chinese names unpack whole, with old unpackers as with new ones.

What comes with Windows up to 7 knows nothing of UTF-8 and reads the name in the code page of the system, which is
GBK on a Chinese one. So the name stands there in GBK, and once more in UTF-8 in the Unicode Path field
(APPNOTE 6.3.10, 4.6.9, number 0x7075), which 7-Zip, WinRAR, Info-ZIP and libarchive prefer. A name with a sign
beyond GBK stands in UTF-8 with the flag that says so (bit 11).
"""

import struct
import zipfile
import zlib
from datetime import datetime

_UNICODE_PATH, _VERSION = 0x7075, 1


class _Member(zipfile.ZipInfo):
    """A member that writes its name in GBK; zipfile itself only knows ASCII and UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  the name that zipfile calls
        try:
            return self.filename.encode("gbk"), self.flag_bits & ~0x800
        except UnicodeEncodeError:
            return self.filename.encode(), self.flag_bits | 0x800


def member(path: str, at: datetime) -> zipfile.ZipInfo:
    """Answer a member to be deflated, by its path with forward slashes, last changed ``at``."""
    found = _Member(path, at.timetuple()[:6])
    found.compress_type = zipfile.ZIP_DEFLATED
    try:
        name = path.encode("gbk")
    except UnicodeEncodeError:
        return found
    told = struct.pack("<BL", _VERSION, zlib.crc32(name)) + path.encode()
    found.extra = struct.pack("<HH", _UNICODE_PATH, len(told)) + told
    return found
