"""Any bytes give a document or one of two typed errors: mutants of honest files, by structure and by byte."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.office import (
    cell,
    document_xml,
    level,
    numbered,
    numbering,
    packed,
    para,
    part_xml,
    row,
    table,
    workbook,
)
from tests.builders.pages import PdfPage, pdf
from tests.builders.word97 import word97
from tracker.documents.reader import docx
from tracker.documents.reader.document import read_document
from tracker.documents.reader.gate import admit
from tracker.documents.rules.failures import FileReadingError
from tracker.documents.rules.plain import PlainDocument

BODY = (
    numbered("甲") + para("乙", '<w:outlineLvl w:val="1"/>') + table(row(cell("丙", "<w:vMerge/>"), cell("丁", '<w:gridSpan w:val="2"/>')))
    + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:br/></w:r></w:p>'
)  # fmt: skip
LISTS = numbering(level(0, "chineseCounting", "（%1）") + level(1, "decimal", "%1.%2"))
HONEST = {
    "doc": word97("存在问题\r学习不深。\r甲\x07乙\x07\x07", rows=[14], in_table=[11, 13]),
    "pdf": pdf([PdfPage([(80, 700, "存在问题"), (80, 670, "学习不深")], [(80, 600, 300, 600)])]),
    "xlsx": workbook({"A1": "甲", "C3": "乙"}),
}


def survives(content: bytes, name: str) -> None:
    try:
        document = read_document(content, name)
    except FileReadingError as failure:
        _check_sentence(failure.sentence)
    else:
        _check_tiling(document)


def _check_sentence(sentence: str) -> None:
    assert sentence.endswith("。")


def _check_tiling(document: PlainDocument) -> None:
    assert (
        "\n".join(document.text[block.start : block.end] for block in document.blocks)
        == document.text
    )


@given(
    st.binary(max_size=3_000),
    st.sampled_from(["docx", "doc", "wps", "pdf", "xlsx", "xls", "et", "", "exe"]),
)
def test_any_bytes_under_any_name_pass_the_gate_or_get_a_sentence(
    content: bytes, ending: str
) -> None:
    try:
        way = admit(content, f"报告.{ending}")
    except FileReadingError as failure:
        _check_sentence(failure.sentence)
    else:
        _check_way(way, content)


def _check_way(way: str, content: bytes) -> None:
    assert way in {"docx", "doc", "pdf", "sheet"}
    assert content.startswith((b"PK", b"%PDF", b"\xd0\xcf"))


@given(st.binary(max_size=3_000))
def test_any_bytes_as_text_are_text_or_a_sentence(content: bytes) -> None:
    survives(content, "报告.txt")


SNIPPETS = (
    "w:val", "w:p", "w:tbl", "w:tc", "w:r", "w:t", "w:numId", "w:ilvl", "w:vMerge", "w:gridSpan", "<", ">", "/>", '"',
    "-1", "99999999999", "é", "&#0;", "&lt;", "<w:tc/>", "<w:tr/>", "<w:br/>", "<w:sdt/>", "<w:num/>", "",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(min_value=0, max_value=3_000),
            st.integers(min_value=0, max_value=12),
            st.sampled_from(SNIPPETS),
        ),
        max_size=6,
    ),
    st.sampled_from(["document", "numbering"]),
)
def test_mutants_of_a_word_package_are_read_or_named(
    changes: list[tuple[int, int, str]], part: str
) -> None:
    parts = {
        "word/document.xml": document_xml(BODY),
        "word/numbering.xml": part_xml("numbering", LISTS),
    }
    name = f"word/{part}.xml"
    text = parts[name]
    for at, length, snippet in changes:
        place = at % len(text)
        text = text[:place] + snippet + text[place + length :]
    content = packed({**parts, name: text})

    try:
        admit(content, "报告.docx")
        _check_tiling(docx.read(content))
    except FileReadingError as failure:
        _check_sentence(failure.sentence)


@pytest.mark.parametrize("ending", HONEST)
@pytest.mark.parametrize("seed", range(12))
def test_mutants_of_other_files_are_read_or_named(ending: str, seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(HONEST[ending])
    for _ in range(dice.randint(1, 20)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    if seed % 4 == 0:
        del content[dice.randrange(len(content)) :]

    survives(bytes(content), f"报告.{ending}")


def test_the_honest_files_are_read() -> None:
    for ending, content in HONEST.items():
        assert read_document(content, f"报告.{ending}").text
