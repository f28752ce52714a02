"""Word 97 files, with LibreOffice and without."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders.office import cell, level, numbered, numbering, para, row, table, word
from tests.builders.word97 import compound_file, word97
from tracker.documents.reader import doc, libreoffice
from tracker.documents.reader.document import read_document
from tracker.documents.rules.failures import Fault, UnreadableFileError
from tracker.documents.rules.plain import BlockKind

FIELD = "\x13 SEQ a \x145\x15"


def own(text: str, rows: tuple[int, ...] = (), in_table: tuple[int, ...] = ()) -> list[str]:
    """Read without LibreOffice."""
    return doc.read(word97(text, rows=rows, in_table=in_table), isolated=False).text.split("\n")


def test_without_isolation_the_own_reader_reads_and_says_so() -> None:
    document = doc.read(word97("一、存在问题\r学习不深𠮷。\r"), isolated=False)

    assert document.text == "一、存在问题\n学习不深𠮷。"
    assert [remark.code for remark in document.remarks] == ["plain_fallback"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"共{FIELD}个\r", ["共5个"]),
        ("甲\x1e乙\x1f丙\x02丁\r", ["甲-乙丙丁"]),
        ("存在问题\x0b一是学习不深。\r", ["存在问题", "一是学习不深。"]),
        ("甲\x0c乙\r", ["甲", "乙"]),
        ("没有段落标记", ["没有段落标记"]),
    ],
)
def test_special_signs_are_read_as_what_they_mean(text: str, expected: list[str]) -> None:
    assert own(text) == expected


def test_table_rows_are_found_by_their_marks_even_with_empty_cells() -> None:
    text = "前\r甲\x07\x07乙\r丙\x07\x07后\r"
    document = doc.read(word97(text, rows=[9], in_table=[3, 4, 6, 8]), isolated=False)

    assert document.text == "前\n甲\t\t乙\n丙\n后"
    assert [block.kind for block in document.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.ROW,
        BlockKind.PARAGRAPH,
    ]
    assert [found.column for found in document.blocks[1].cells] == [0, 1, 2]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (word97("文", flags=0x0100), Fault.PASSWORD),
        (compound_file({"Contents": b"x"}), Fault.WRONG_KIND),
        (compound_file({"WordDocument": b"x" * 5_000}), Fault.WRONG_KIND),
        (word97("文")[:700], Fault.DAMAGED),
    ],
)
@pytest.mark.parametrize("name", ["报告.doc", "报告.wps"])
def test_what_cannot_be_read_is_named(content: bytes, fault: Fault, name: str) -> None:
    with pytest.raises(UnreadableFileError) as failure:
        read_document(content, name)

    assert failure.value.code is fault


needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def by_libreoffice(content: bytes, ending: str, folder: Path) -> bytes:
    """Let LibreOffice write an old format."""
    (folder / "file.docx").write_bytes(content)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            ending,
            "--outdir",
            str(folder),
            str(folder / "file.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return (folder / f"file.{ending.partition(':')[0]}").read_bytes()


@pytest.mark.libreoffice
@needs_libreoffice
def test_automatic_numbers_and_tables_survive_the_way_through_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (
        para("存在问题")
        + numbered("学习不深")
        + numbered("监督不力")
        + table(row(cell("甲"), cell("乙")))
    )
    package = word(body, numbering=numbering(level(0, "chineseCounting", "（%1）")))

    old = by_libreoffice(package, "doc:MS Word 97", tmp_path)
    # A busy machine needs longer than a person would wait; what is read is the question here, not how fast.
    monkeypatch.setattr(libreoffice, "SECONDS", 60)
    document = doc.read(old, isolated=True)

    assert "".join(document.text.split()) == "存在问题（一）学习不深（二）监督不力甲乙"
    assert document.remarks == ()
    assert doc.read(old, isolated=False).text == "存在问题\n学习不深\n监督不力\n甲\t乙"
