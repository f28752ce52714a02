"""Word packages: no character lost, none twice, and the automatic numbers as printed."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.office import cell, para, row, run, table, word
from tracker.documents.reader import docx
from tracker.documents.rules.plain import BlockKind


def lines(body: str, **parts: str) -> list[str]:
    return docx.read(word(body, **parts)).text.split("\n")


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = (
        f"<w:p>{run('甲')}<w:ins>{run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('丁')}</w:moveFrom><w:moveTo>{run('戊')}</w:moveTo></w:p>"
    )

    assert lines(body) == ["甲乙戊"]
    assert [one.code for one in docx.read(word(body)).remarks] == ["tracked_changes"]


def test_a_document_without_tracked_changes_or_with_changed_looks_alone_has_none_to_tell() -> None:
    body = f"<w:p><w:pPr><w:pPrChange/></w:pPr>{run('甲', '<w:rPrChange/>')}</w:p>"

    assert docx.read(word(body)).remarks == ()


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


def _hung_on(host: str, *boxed: str) -> str:
    inside = "".join(map(para, boxed))
    box = f"<w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict>"
    return f"<w:p>{run(host)}<w:r>{box}</w:r></w:p>"


def test_a_short_box_hung_on_a_sentence_stands_behind_the_body_as_a_note() -> None:
    found = docx.read(word(_hung_on("台账没有更新。", "联系电话：8800") + para("二是没有公示。")))

    assert found.text.split("\n") == ["台账没有更新。", "二是没有公示。", "联系电话：8800"]
    assert [block.kind.value for block in found.blocks] == ["paragraph", "paragraph", "note"]


@pytest.mark.parametrize(
    ("host", "boxed"),
    [
        ("二、存在的问题", ["台账没有更新。"]),
        ("", ["台账没有更新。"]),
        ("有两个问题。", ["一是台账没有更新。", "二是没有公示。"]),
        ("有一个问题。", ["台账没有更新" * 20]),
    ],
)
def test_a_box_that_may_hold_the_body_stays_where_it_hangs(host: str, boxed: list[str]) -> None:
    assert lines(_hung_on(host, *boxed) + para("末")) == [*([host] if host else []), *boxed, "末"]


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


def test_hard_wrapped_lines_in_paragraphs_of_their_own_are_joined() -> None:
    sentence = "有的支部学习停留在读文件记笔记上，联系本镇实际少，研究村级债务和土地流转这类难题更少，学用还是两张皮，需要切实改进。"
    pieces = [sentence[at : at + 20] for at in range(0, len(sentence), 20)]

    assert lines("".join(para(piece) for piece in pieces)) == [sentence]


def test_a_chunk_in_another_format_is_named() -> None:
    document = docx.read(word(para("甲") + "<w:altChunk/>"))

    assert [remark.code for remark in document.remarks] == ["truncated"]


WORDS = st.text(alphabet="问题整改措施责任单位2023年、", max_size=20).map("甲{}乙".format)


@settings(deadline=None)
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
