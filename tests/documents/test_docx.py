"""Word packages: no character lost, none twice, and the automatic numbers as printed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.office import cell, level, numbered, numbering, para, row, run, table, word
from tracker.documents.reader import docx
from tracker.documents.rules.plain import Block, BlockKind, PlainDocument


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


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = (
        f"<w:p>{run('甲')}<w:ins>{run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('丁')}</w:moveFrom><w:moveTo>{run('戊')}</w:moveTo></w:p>"
    )

    assert lines(body) == ["甲乙戊"]


def test_a_deleted_paragraph_mark_joins_what_it_parted() -> None:
    assert lines(para("前半句，", "<w:rPr><w:del/></w:rPr>") + para("后半句。")) == [
        "前半句，后半句。"
    ]


def test_text_boxes_count_once_and_stand_behind_their_paragraph() -> None:
    box = f"<w:txbxContent>{para('框内')}</w:txbxContent>"
    shape = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )

    assert lines(f"<w:p>{run('前')}<w:r>{shape}</w:r>{run('后')}</w:p>{para('末')}") == [
        "前后",
        "框内",
        "末",
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:customXml>{}</w:customXml>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="REF a">{}</w:fldSimple>',
        "<w:r><w:ruby><w:rt><w:r><w:t>音</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    ],
)
def test_text_inside_a_wrapper_is_read_once(inside: str) -> None:
    assert lines(f"<w:p>{run('前')}{inside.format(run('中'))}{run('后')}</w:p>") == ["前中后"]


def test_formulas_symbols_and_hyphens_are_read() -> None:
    body = (
        "<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:noBreakHyphen/><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F081"/></w:r></w:p>'
    )

    assert lines(body) == ["x-①"]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    assert lines(f"<w:p>{run('共')}{field('SEQ a', run('5'))}{run('个')}</w:p>") == ["共5个"]


def test_a_contents_field_over_many_paragraphs_is_left_out() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("一、问题 1")}</w:p>{para("二、打算 2")}'
        f'<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>{para("一、问题")}'
    )

    assert lines(body) == ["一、问题"]


def test_contents_styles_and_controls_are_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{para('目录')}</w:sdtContent></w:sdt>"
    )

    assert lines(
        para("一、问题 1", '<w:pStyle w:val="11"/>') + control + para("正文"), styles=styles
    ) == ["正文"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    body = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("甲")}</w:p>{para("乙")}'

    assert lines(body) == ["甲", "乙"]


def test_hidden_text_prompts_headers_and_comments_are_dropped() -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{para('单击此处')}</w:sdtContent></w:sdt>"
    body = f"<w:p>{run('见')}{run('不见', '<w:vanish/>')}</w:p>{prompt}"

    assert lines(body, header1=para("页眉"), comments=f"<w:comment>{para('批注')}</w:comment>") == [
        "见"
    ]


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    notes = "".join(
        f'<w:footnote w:id="{index}">{para(text)}</w:footnote>'
        for index, text in ((1, "注一"), (2, "注二"), (3, "无主"))
    )
    body = f'<w:p>{run("甲")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:p>{run("乙")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'

    document = docx.read(word(body, footnotes=notes))

    assert document.text == "甲\n乙\n注二\n注一"
    assert [block.kind for block in document.blocks[2:]] == [BlockKind.NOTE, BlockKind.NOTE]


def broken(*segments: str) -> str:
    return "<w:p>" + "<w:r><w:br/></w:r>".join(run(segment) for segment in segments) + "</w:p>"


def test_a_soft_break_parts_before_a_mark_and_behind_a_stop() -> None:
    assert lines(broken("存在问题", "一是学习不深。", "有的支部学用脱节。")) == [
        "存在问题",
        "一是学习不深。",
        "有的支部学用脱节。",
    ]


def test_a_soft_break_inside_a_sentence_becomes_nothing() -> None:
    assert lines(broken("关于2022年度落实全面从严治党", "主体责任情况的报告")) == [
        "关于2022年度落实全面从严治党主体责任情况的报告"
    ]


def test_heading_levels_come_from_outline_and_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    body = (
        para("甲", '<w:outlineLvl w:val="0"/>')
        + para("乙", '<w:pStyle w:val="2"/>')
        + para("丙", '<w:outlineLvl w:val="9"/>')
    )

    assert [block.heading_level for block in docx.read(word(body, styles=styles)).blocks] == [
        1,
        2,
        None,
    ]


def cells(document: PlainDocument) -> list[list[tuple[str, int, int, int]]]:
    return [
        [
            (document.text[item.start : item.end], item.column, item.width, item.height)
            for item in block.cells
        ]
        for block in document.blocks
    ]


def test_merged_cells_stand_once_with_their_size() -> None:
    body = table(
        row(cell("整改台账", '<w:gridSpan w:val="3"/>')),
        row(cell("1", '<w:vMerge w:val="restart"/>'), cell("甲"), cell("乙")),
        row(cell("", "<w:vMerge/>"), cell("丙"), cell("")),
        row(cell("2"), cell("丁"), cell("戊")),
    )

    document = docx.read(word(body))

    assert document.text == "整改台账\n1\t甲\t乙\n丙\t\n2\t丁\t戊"
    assert cells(document) == [
        [("整改台账", 0, 3, 1)],
        [("1", 0, 1, 2), ("甲", 1, 1, 1), ("乙", 2, 1, 1)],
        [("丙", 1, 1, 1), ("", 2, 1, 1)],
        [("2", 0, 1, 1), ("丁", 1, 1, 1), ("戊", 2, 1, 1)],
    ]
    assert {block.table for block in document.blocks} == {0}


def test_a_merge_that_goes_on_from_nowhere_is_an_ordinary_cell() -> None:
    document = docx.read(word(table(row(cell("甲", "<w:vMerge/>"), cell("乙")))))

    assert cells(document) == [[("甲", 0, 1, 1), ("乙", 1, 1, 1)]]


def test_numbers_inside_cells_are_printed() -> None:
    body = table(row(f"<w:tc>{numbered('甲')}{numbered('乙')}</w:tc>", cell("丙")))

    assert (
        docx.read(word(body, numbering=numbering(level(0, "decimal", "%1、")))).text
        == "1、甲\n2、乙\t丙"
    )


def test_a_nested_table_gives_rows_of_its_own() -> None:
    inner = table(row(cell("内1"), cell("内2")))
    document = docx.read(word(table(row(f"<w:tc>{para('外1')}{inner}</w:tc>", cell("外2")))))

    assert document.text == "外1\t外2\n内1\t内2"
    assert [block.table for block in document.blocks] == [0, 1]


def test_a_frame_of_one_cell_around_text_is_no_table() -> None:
    document = docx.read(word(table(row(f"<w:tc>{para('一、问题')}{para('学习不深。')}</w:tc>"))))

    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_a_deleted_row_is_left_out() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('旧')}</w:tr>"

    assert docx.read(word(table(gone, row(cell("新"), cell("新"))))).text == "新\t新"


def test_hard_wrapped_lines_in_paragraphs_of_their_own_are_joined() -> None:
    sentence = "有的支部学习停留在读文件记笔记上，联系本镇实际少，研究村级债务和土地流转这类难题更少，学用还是两张皮，需要切实改进。"
    pieces = [sentence[at : at + 20] for at in range(0, len(sentence), 20)]

    assert lines("".join(para(piece) for piece in pieces)) == [sentence]


def test_a_chunk_in_another_format_is_named() -> None:
    document = docx.read(word(para("甲") + "<w:altChunk/>"))

    assert [remark.code for remark in document.remarks] == ["truncated"]


WORDS = st.text(alphabet="问题整改措施责任单位2023年、", max_size=20).map("甲{}乙".format)


@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "ins", "sdt", "box", "cell"]), WORDS),
        min_size=1,
        max_size=12,
    )
)
def test_every_character_of_every_place_is_found_exactly_once(
    pieces: list[tuple[str, str]],
) -> None:
    shapes: dict[str, Callable[[str], str]] = {
        "p": para,
        "ins": lambda text: f"<w:p><w:ins>{run(text)}</w:ins></w:p>",
        "sdt": lambda text: f"<w:sdt><w:sdtContent>{para(text)}</w:sdtContent></w:sdt>",
        "box": lambda text: (
            f"<w:p><w:r><w:pict><w:txbxContent>{para(text)}</w:txbxContent></w:pict></w:r></w:p>"
        ),
        "cell": lambda text: table(row(cell(text), cell("格"))),
    }
    expected = "".join(text + ("格" if kind == "cell" else "") for kind, text in pieces)

    found = docx.read(word("".join(shapes[kind](text) for kind, text in pieces))).text

    assert "".join(found.split()) == expected
