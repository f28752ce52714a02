"""What may be handed in: the bytes decide, each refusal is one sentence; and what is worth a second look."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.errors import InvalidError
from tracker.tasks.rules.evidence import Doubt, doubts_about
from tracker.tasks.rules.kinds import EvidenceKind
from tracker.tasks.rules.room import RoomLeft, check_megabytes, check_room, limits_in_words
from tracker.tasks.rules.uploads import (
    LARGEST_MB,
    LARGEST_TOGETHER_MB,
    MEGABYTE,
    MOST_FILES,
    FileKind,
    check_members,
    check_together,
    is_picture,
    look_at,
    with_ending,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# name, first bytes, kind, name under which it is shown
KNOWN = (
    ("照片.jpg", b"\xff\xd8\xff\xe0", FileKind.PICTURE, "照片.jpg"),
    ("照片.JPEG", b"\xff\xd8\xff\xe1", FileKind.PICTURE, "照片.JPEG"),
    ("截图.png", b"\x89PNG\r\n\x1a\n", FileKind.PICTURE, "截图.png"),
    ("图.bmp", b"BM\x36\x00\x00\x00\x00\x00\x00\x00", FileKind.PICTURE, "图.bmp"),
    ("动图.gif", b"GIF89a", FileKind.PICTURE, "动图.gif"),
    ("扫描.tif", b"II*\x00", FileKind.PICTURE, "扫描.tif"),
    ("图.webp", b"RIFF\x00\x00\x00\x00WEBP", FileKind.PICTURE, "图.webp"),
    ("会议记录.pdf", b"%PDF-1.7", FileKind.PDF, "会议记录.pdf"),
    ("制度.docx", b"PK\x03\x04", FileKind.PACKAGE, "制度.docx"),
    ("公文.ofd", b"PK\x03\x04", FileKind.PACKAGE, "公文.ofd"),
    ("台账.wps", OLE, FileKind.OLD_OFFICE, "台账.wps"),
    ("台账.xls", OLE, FileKind.OLD_OFFICE, "台账.xls"),
    ("资料.rar", b"Rar!\x1a\x07\x00", FileKind.ARCHIVE, "资料.rar"),
    ("现场.mp4", b"\x00\x00\x00\x18ftypmp42", FileKind.RECORDING, "现场.mp4"),
    ("录音.amr", b"#!AMR\n", FileKind.RECORDING, "录音.amr"),
    ("名单.txt", "东岭村".encode("gb18030"), FileKind.TEXT, "名单.txt"),
    ("名单.csv", "东岭村".encode("utf-16"), FileKind.TEXT, "名单.csv"),
    ("没有扩展名", b"%PDF-1.4", FileKind.PDF, "没有扩展名.pdf"),
    ("其实是照片.pdf", b"\xff\xd8\xff\xe0", FileKind.PICTURE, "其实是照片.pdf.jpg"),
)
# name, first bytes, word of the refusal
REFUSED = (
    ("空.pdf", b"", "空文件"),
    ("照片.jpg", b"MZ\x90\x00 program", "程序文件"),
    ("a.pdf", b"\x7fELF", "程序文件"),
    ("a.txt", b"#!/bin/sh", "程序文件"),
    ("a.exe", b"%PDF-1.7", "程序文件"),
    ("a.BAT", b"plain", "程序文件"),
    ("宏.jar", b"PK\x03\x04", "程序文件"),
    ("记录.pdf", b"<!DOCTYPE HTML><p>", "网页文件"),
    ("图.png", b"\xef\xbb\xbf  <svg onload=x>", "网页文件"),
    ("图.png", b"<?xml version='1.0'?><svg/>", "网页文件"),
    ("a.txt", "<html>".encode("utf-16"), "网页文件"),
    ("a.html", b"text", "网页文件"),
    ("IMG_0001.HEIC", b"\x00\x00\x00\x18ftypheic", "HEIC"),
    ("记录.pdf", b"\x01\x02\x03 something", "认不出"),
    ("记录.docx", b"plain words", "认不出"),
    ("名单.txt", b"a\x00b", "认不出"),
)


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known[0])
def test_the_bytes_say_what_a_file_is(known: tuple[str, bytes, FileKind, str]) -> None:
    name, start, kind, shown = known
    look = look_at(name, start, len(start))
    assert (look.kind, look.name) == (kind, shown)


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: f"{refused[0]}-{refused[2]}")
def test_each_refusal_is_one_sentence_with_the_name(refused: tuple[str, bytes, str]) -> None:
    name, start, word = refused
    with pytest.raises(InvalidError) as refusal:
        look_at(name, start, len(start), "files")
    message = refusal.value.message
    assert word in message
    assert name in message
    assert message.count("。") == 1
    assert refusal.value.field == "files"


def verdict(name: str, start: bytes) -> str:
    try:
        return look_at(name, start, len(start)).name
    except InvalidError as error:
        return error.message


@given(st.text(min_size=1, max_size=30), st.binary(min_size=1, max_size=64))
def test_any_file_is_taken_or_refused_by_a_sentence(name: str, start: bytes) -> None:
    said = verdict(name, start)
    assert said.startswith(name) or said.endswith("。")


def test_the_limits_are_told_in_megabytes() -> None:
    start = b"%PDF-1.7"
    look_at("大.pdf", start, LARGEST_MB * MEGABYTE)
    with pytest.raises(InvalidError, match=f"超过 {LARGEST_MB} MB"):
        look_at("大.pdf", start, LARGEST_MB * MEGABYTE + 1)
    check_together(MOST_FILES, LARGEST_TOGETHER_MB * MEGABYTE)
    with pytest.raises(InvalidError, match=f"最多 {MOST_FILES} 个"):
        check_together(MOST_FILES + 1, 1)
    with pytest.raises(InvalidError, match=f"不超过 {LARGEST_TOGETHER_MB} MB"):
        check_together(1, LARGEST_TOGETHER_MB * MEGABYTE + 1)


def test_what_lies_in_a_packed_file_is_looked_at_by_name() -> None:
    check_members("资料.zip", ["照片/一.jpg", "会议记录.docx", "没有扩展名"])
    with pytest.raises(InvalidError, match="程序文件"):
        check_members("资料.zip", ["照片/一.jpg", "安装/setup.EXE"])
    with pytest.raises(InvalidError, match="宏"):
        check_members("表.xlsx", ["xl/workbook.xml", "xl/vbaProject.bin"])


def test_a_name_keeps_its_ending_when_it_fits() -> None:
    assert with_ending("照片.JPG", "jpg") == "照片.JPG"
    assert with_ending("扫描.tif", "png") == "扫描.png"
    assert with_ending("没有扩展名", "jpg") == "没有扩展名.jpg"
    assert is_picture("照片.JPG")
    assert not is_picture("记录.pdf")


def test_the_room_is_checked_and_said_beforehand() -> None:
    room = RoomLeft(megabytes=100, used_bytes=99 * MEGABYTE)
    check_room(room, MEGABYTE)
    with pytest.raises(InvalidError, match=r"限额 100\.0 MB，还剩 1\.0 MB。请系统管理员"):
        check_room(room, MEGABYTE + 1)
    assert "还可存 1.0 MB" in limits_in_words(room)
    assert "每个不超过 50 MB" in limits_in_words(None)
    assert RoomLeft(100, 300 * MEGABYTE).left_bytes == 0
    assert RoomLeft(100, 300 * MEGABYTE).percent == 100


@pytest.mark.parametrize("megabytes", [0, 99, 10 * 1024 * 1024 + 1])
def test_a_room_of_no_sensible_size_is_refused(megabytes: int) -> None:
    with pytest.raises(InvalidError, match="100 MB"):
        check_megabytes(megabytes)


ASSIGNED, CLOSED = date(2026, 2, 1), date(2026, 6, 1)
RULE, PHOTO = EvidenceKind.RULE, EvidenceKind.PHOTO
# kind, number, day made, what is doubtful
LOOKED_AT: tuple[tuple[EvidenceKind, str, date | None, set[Doubt]], ...] = (
    (PHOTO, "", date(2026, 1, 31), {Doubt.BEFORE_ASSIGNMENT}),
    (PHOTO, "", ASSIGNED, set()),
    (PHOTO, "", CLOSED, set()),
    (PHOTO, "", date(2026, 6, 2), {Doubt.AFTER_CLOSING}),
    (PHOTO, "", None, set()),
    (RULE, "", None, {Doubt.UNNUMBERED_RULE}),
    (RULE, "青委发〔2026〕7号", None, set()),
    (RULE, "", date(2025, 1, 1), {Doubt.BEFORE_ASSIGNMENT, Doubt.UNNUMBERED_RULE}),
)


@pytest.mark.parametrize("case", LOOKED_AT, ids=lambda case: f"{case[0].value}-{len(case[-1])}")
def test_what_is_worth_a_second_look(
    case: tuple[EvidenceKind, str, date | None, set[Doubt]],
) -> None:
    kind, number, made_on, doubts = case
    found = doubts_about(kind, number, made_on, assigned_on=ASSIGNED, closed_on=CLOSED)
    assert set(found) == doubts


def test_what_is_still_open_cannot_be_too_late() -> None:
    late = date(2030, 1, 1)
    assert doubts_about(PHOTO, "", late, assigned_on=None, closed_on=None) == ()
