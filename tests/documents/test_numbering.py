"""Automatic numbers of Word packages, as a word processor prints them."""

import pytest

from tests.builders.office import level, numbered, numbering, para, word
from tracker.documents.reader import docx
from tracker.documents.rules.plain import Block, PlainDocument


def lines(body: str, **parts: str) -> list[str]:
    return docx.read(word(body, **parts)).text.split("\n")


def mark(document: PlainDocument, block: Block) -> str:
    return document.text[block.start : block.mark_end]


@pytest.mark.parametrize(
    ("number_format", "text", "expected"),
    [
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("japaneseCounting", "第%1条", ["第一条", "第二条", "第三条"]),
        ("ideographDigital", "%1、", ["一、", "二、", "三、"]),
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimal", "（%1）", ["（1）", "（2）", "（3）"]),
        ("decimalFullWidth", "%1．", ["１．", "２．", "３．"]),
        ("decimalEnclosedCircle", "%1", ["①", "②", "③"]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②", "③"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "叁、"]),
        ("chineseCounting", "问题%1：", ["问题一：", "问题二：", "问题三："]),
        ("chineseCounting", "%1是", ["一是", "二是", "三是"]),
        ("bullet", "\uf06c", ["●", "●", "●"]),
    ],
)
def test_a_list_prints_its_numbers(number_format: str, text: str, expected: list[str]) -> None:
    body = "".join(numbered(item) for item in ("甲", "乙", "丙"))

    document = docx.read(word(body, numbering=numbering(level(0, number_format, text))))

    assert [mark(document, block) for block in document.blocks] == expected


def test_the_mark_is_part_of_the_text_and_its_end_is_known() -> None:
    document = docx.read(
        word(numbered("学习不深"), numbering=numbering(level(0, "chineseCounting", "%1、")))
    )

    assert document.text == "一、学习不深"
    assert document.blocks[0].mark_end == 2


def test_a_paragraph_without_number_has_an_empty_mark() -> None:
    block = docx.read(word(para("一、学习不深"))).blocks[0]

    assert block.mark_end == block.start


LEVELS = (
    level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
)


def test_deeper_levels_begin_again_behind_a_higher_one() -> None:
    body = "".join(numbered("问题", level=at) for at in (0, 1, 1, 2, 0, 1, 2, 2))

    assert lines(body, numbering=numbering(LEVELS)) == [
        "一、问题", "（一）问题", "（二）问题", "1. 问题", "二、问题", "（一）问题", "1. 问题", "2. 问题",
    ]  # fmt: skip


def test_a_level_that_never_restarts_goes_on_counting() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(
        1, "decimal", "%2、", '<w:lvlRestart w:val="0"/>'
    )
    body = "".join(numbered("问题", level=at) for at in (0, 1, 0, 1))

    assert lines(body, numbering=numbering(levels)) == [
        "一、问题",
        "1、问题",
        "二、问题",
        "2、问题",
    ]


def test_legal_numbering_prints_all_levels_in_figures() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2、", "<w:isLgl/>")
    body = "".join(numbered("问题", level=at) for at in (0, 0, 1))

    assert lines(body, numbering=numbering(levels))[2] == "2.1、问题"


def test_lists_of_one_kind_count_on_and_a_start_override_begins_again() -> None:
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(numbered("问题", num_id=num_id) for num_id in (1, 1, 2, 3, 3))

    found = lines(body, numbering=numbering(level(0, "decimal", "%1、"), lists))

    assert found == ["1、问题", "2、问题", "3、问题", "1、问题", "2、问题"]


def test_a_level_override_prints_in_its_own_format() -> None:
    override = (
        f'<w:lvlOverride w:ilvl="0">{level(0, "decimalEnclosedCircle", "%1")}</w:lvlOverride>'
    )
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{override}</w:num>'

    assert lines(numbered("问题"), numbering=numbering(level(0, "decimal", "%1、"), lists)) == [
        "①问题"
    ]


def test_numbering_comes_through_a_style_and_what_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = para("甲", '<w:pStyle w:val="b"/>') + para(
        "乙", '<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )

    assert lines(body, styles=styles, numbering=numbering(level(0, "decimal", "%1、"))) == [
        "1、甲",
        "乙",
    ]


def test_a_level_finds_the_style_that_it_is_linked_to() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="h2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    levels = level(0, "chineseCounting", "%1、") + level(
        1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'
    )

    assert lines(
        para("甲", '<w:pStyle w:val="h2"/>'), styles=styles, numbering=numbering(levels)
    ) == ["（一）甲"]


def test_a_list_follows_its_numbering_style() -> None:
    styles = '<w:style w:type="numbering" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    content = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="s"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="s"/>{level(0, "chineseCounting", "%1、")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )

    assert lines(numbered("甲"), styles=styles, numbering=content) == ["一、甲"]
