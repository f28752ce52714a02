"""ZIPs whose Chinese names unpack whole: what each kind of unpacker goes by stands in the file.

Seen whole with Info-ZIP 6.0, 7-Zip 26.02 and Python; an old Chinese Windows takes the bytes of the name for GBK.
"""

import io
import struct
import zipfile
import zlib
from datetime import datetime

from tests.builders.unpacker import opened
from tracker.documents.render.archive import member

_AT = datetime(2026, 3, 18, 9)  # noqa: DTZ001  a ZIP keeps the time of the clock on the wall
_PLAIN = "2025-005 农村人居环境/1-1 签到表.pdf"
_BEYOND_GBK = "2025-006 𠮷村台账/1-1 签到表.pdf"


def packed(*paths: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for path in paths:
            package.writestr(member(path, _AT), b"x")
    return out.getvalue()


def test_an_old_windows_finds_the_name_in_gbk_and_no_flag_that_it_would_not_know() -> None:
    content = packed(_PLAIN)
    [found] = opened(content).infolist()
    assert (found.filename, found.flag_bits & 0x800) == (_PLAIN, 0)
    assert content.count(_PLAIN.encode("gbk")) == 2, "before the data and in the directory"


def test_newer_unpackers_find_the_name_once_more_in_utf_8_and_can_tell_that_it_belongs() -> None:
    [found] = zipfile.ZipFile(io.BytesIO(packed(_PLAIN))).infolist()
    kind, size, version, checksum = struct.unpack_from("<HHBL", found.extra)
    assert (kind, version, size) == (0x7075, 1, len(found.extra) - 4)
    assert checksum == zlib.crc32(_PLAIN.encode("gbk"))
    assert found.extra[9:].decode() == _PLAIN


def test_a_sign_beyond_gbk_makes_the_name_utf_8_with_the_flag_that_says_so() -> None:
    [found] = zipfile.ZipFile(io.BytesIO(packed(_BEYOND_GBK))).infolist()
    assert (found.filename, found.flag_bits & 0x800, found.extra) == (_BEYOND_GBK, 0x800, b"")
