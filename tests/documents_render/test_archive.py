"""Members of a ZIP: their Chinese names, read by an old unpacker, by a new one, and beyond what the old one knows."""

import io
import zipfile
from datetime import datetime

from tests.builders.unpacker import opened
from tracker.documents.render.archive import member

AT = datetime(2026, 3, 18, 9)  # noqa: DTZ001  a ZIP keeps the time of the clock on the wall
NAME = "2026-007 支部书记履职/1-1 签到表.pdf"
RARE = "2026-008 㙍头村/1-1 照片🏠.jpg"


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(member(name, AT), name.encode())
    return out.getvalue()


def test_an_old_unpacker_that_knows_only_gbk_reads_the_name_whole() -> None:
    with opened(packed(NAME)) as package:
        (found,) = package.infolist()
        assert package.read(NAME) == NAME.encode()
    assert found.flag_bits & 0x800 == 0


def test_the_same_name_stands_once_more_in_utf8_for_newer_ones() -> None:
    with opened(packed(NAME)) as package:
        (found,) = package.infolist()
    assert found.extra[:2] == b"up"
    assert found.extra.endswith(NAME.encode())


def test_a_sign_beyond_gbk_makes_the_name_utf8_and_says_so() -> None:
    with opened(packed(RARE)) as package:
        (found,) = package.infolist()
        assert package.read(RARE) == RARE.encode()
    assert found.flag_bits & 0x800
