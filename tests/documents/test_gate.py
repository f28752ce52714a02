"""The gate: every hostile file gets its verdict in little memory, every honest one passes."""

import tracemalloc
from collections.abc import Callable

import pytest

from tests.builders import hostile
from tests.builders.office import cell, packed, para, row, table, word, workbook
from tests.builders.word97 import word97
from tracker.documents.reader.gate import LARGEST_FILE, admit
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError

MEGABYTES = 100

Maker = Callable[[], bytes]

HOSTILE: dict[str, tuple[Maker, Refusal]] = {
    "billion laughs": (hostile.billion_laughs, Refusal.ENTITIES),
    "quadratic entity": (hostile.quadratic_entity, Refusal.ENTITIES),
    "external file": (lambda: hostile.external_entity("file:///etc/passwd"), Refusal.ENTITIES),
    "external address": (lambda: hostile.external_entity("http://127.0.0.1:9/x"), Refusal.ENTITIES),
    "document type in UTF-16": (hostile.wide_document_type, Refusal.ENTITIES),
    "document type in UTF-7": (hostile.odd_encoding, Refusal.ODD_ENCODING),
    "5 MB of empty paragraphs": (lambda: hostile.flood_of_paragraphs(5), Refusal.TOO_MANY_ELEMENTS),
    "20 MB of empty paragraphs": (
        lambda: hostile.flood_of_paragraphs(20),
        Refusal.TOO_MANY_ELEMENTS,
    ),
    "200 MB of empty paragraphs": (
        lambda: hostile.flood_of_paragraphs(200),
        Refusal.TOO_MUCH_INSIDE,
    ),
    "40 MB text node": (lambda: hostile.long_text_node(40), Refusal.TOO_MUCH_INSIDE),
    "five thousand levels": (lambda: hostile.deep(5_000), Refusal.TOO_DEEP),
    "a million attributes": (lambda: hostile.many_attributes(1_000_000), Refusal.TOO_MANY_ELEMENTS),
    "250 MB picture of zeros": (lambda: hostile.picture_of_zeros(250), Refusal.TOO_MUCH_INSIDE),
    "60,000 members": (lambda: hostile.many_members(60_000), Refusal.TOO_MANY_PARTS),
    "a size that lies": (hostile.lying_size, Refusal.ODD_PACKAGE),
    "two main parts": (hostile.doubled_member, Refusal.ODD_PACKAGE),
    "climbing name": (lambda: hostile.named_member("../../etc/x"), Refusal.ODD_PACKAGE),
    "absolute name": (lambda: hostile.named_member("/etc/x"), Refusal.ODD_PACKAGE),
    "drive name": (lambda: hostile.named_member("C:/x"), Refusal.ODD_PACKAGE),
    "backslash name": (lambda: hostile.named_member("word\\x"), Refusal.ODD_PACKAGE),
    "symbolic link": (hostile.link_member, Refusal.ODD_PACKAGE),
    "encrypted members": (hostile.encrypted_member, Refusal.ODD_PACKAGE),
    "overlapping members": (hostile.overlapping_members, Refusal.ODD_PACKAGE),
    "external picture": (
        lambda: hostile.with_relation("image", "http://127.0.0.1:9/x"),
        Refusal.EXTERNAL,
    ),
    "external template": (
        lambda: hostile.with_relation("attachedTemplate", "file:///x"),
        Refusal.EXTERNAL,
    ),
    "macros": (hostile.with_macros, Refusal.MACROS),
    "a cell over fifty million columns": (
        lambda: word(table(row(cell("甲", '<w:gridSpan w:val="50000000"/>')))),
        Refusal.TOO_WIDE,
    ),
    "a cell over a negative width": (
        lambda: word(table(row(cell("甲", '<w:gridSpan w:val="-1"/>')))),
        Refusal.TOO_WIDE,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_refused_for_what_it_is(name: str) -> None:
    make, verdict = HOSTILE[name]

    with pytest.raises(RefusedFileError) as refusal:
        admit(make(), "报告.docx")

    assert refusal.value.code is verdict


@pytest.mark.parametrize(
    "name",
    [
        "20 MB of empty paragraphs",
        "250 MB picture of zeros",
        "60,000 members",
        "a million attributes",
    ],
)
def test_a_hostile_package_is_refused_in_little_memory(name: str) -> None:
    content = HOSTILE[name][0]()
    tracemalloc.start()

    with pytest.raises(RefusedFileError):
        admit(content, "报告.docx")

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTES * 1024 * 1024


@pytest.mark.parametrize("corner", ["XFD1048576", "XFE1", "A1048577", "ALL200000"])
def test_a_sheet_as_wide_as_the_world_never_reaches_a_reader(corner: str) -> None:
    with pytest.raises(RefusedFileError) as refusal:
        admit(workbook({"A1": "甲", corner: "乙"}), "台账.xlsx")

    assert refusal.value.code is Refusal.TOO_WIDE


def test_a_declared_dimension_alone_does_no_harm() -> None:
    assert admit(workbook({"A1": "甲"}, dimension="A1:XFD1048576"), "台账.xlsx") == "sheet"


def test_a_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(RefusedFileError) as refusal:
        admit(bytes(LARGEST_FILE + 1), "报告.pdf")

    assert refusal.value.code is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "报告.docx", Fault.EMPTY),
        (b"abc", "报告.exe", Fault.UNKNOWN_KIND),
        (b"abc", "报告", Fault.UNKNOWN_KIND),
        (b"<html></html>", "报告.doc", Fault.WRONG_KIND),
        (b"{\\rtf1}", "报告.doc", Fault.WRONG_KIND),
        (b"%PDF-1.7", "报告.docx", Fault.WRONG_KIND),
        (word(para("文")), "报告.pdf", Fault.WRONG_KIND),
        (word(para("文")), "报告.doc", Fault.WRONG_KIND),
        (word(para("文")), "报告.txt", Fault.WRONG_KIND),
        (word(para("文")), "台账.xlsx", Fault.WRONG_KIND),
        (packed({"a.txt": "x"}), "报告.docx", Fault.WRONG_KIND),
        (word97("文"), "报告.docx", Fault.WRONG_KIND),
        (word97("文") + "EncryptedPackage".encode("utf-16-le"), "报告.docx", Fault.PASSWORD),
        (word("<w:p>"), "报告.docx", Fault.DAMAGED),
    ],
)
def test_what_is_no_readable_file_is_named(content: bytes, name: str, fault: Fault) -> None:
    with pytest.raises(UnreadableFileError) as failure:
        admit(content, name)

    assert failure.value.code is fault


@pytest.mark.parametrize(
    ("content", "name", "way"),
    [
        (word(para("文")), "报告.DOCX", "docx"),
        (word(para("文")), "报告.wps", "docx"),
        (word97("文"), "报告.wps", "doc"),
        (word97("文"), "报告.doc", "doc"),
        (workbook({"B2": "甲"}), "台账.et", "sheet"),
        ("文".encode("gb18030"), "报告.txt", "text"),
        (hostile.with_relation("hyperlink", "https://example.org"), "报告.docx", "docx"),
        (hostile.flood_of_paragraphs(1), "报告.docx", "docx"),
        (hostile.deep(50), "报告.docx", "docx"),
    ],
)
def test_an_honest_file_passes(content: bytes, name: str, way: str) -> None:
    assert admit(content, name) == way


def test_merged_tables_of_many_rows_pass() -> None:
    rows = [row(cell("甲", "<w:vMerge/>"), cell("乙")) for _ in range(2_000)]

    assert admit(word(table(*rows)), "报告.docx") == "docx"


def test_tight_packing_alone_is_let_in() -> None:
    assert admit(hostile.flood_of_paragraphs(1), "报告.docx") == "docx"


@pytest.mark.parametrize("code", [*Refusal, *Fault])
def test_every_reason_has_one_chinese_sentence(code: Refusal | Fault) -> None:
    assert code.label.endswith("。")
    assert code.label.count("。") == 1
