"""The Word file, opened again: typefaces by level, gaps in yellow, any character, tables."""

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents_render.samples import paper, whole_paper, word
from tracker.documents.render.word import write_word
from tracker.documents.rules.paper import (
    Addressee,
    Attachment,
    AttachmentNote,
    Column,
    Heading,
    Paragraph,
    Signature,
    Table,
    Title,
)


def fonts_of(paragraph: Any) -> list[str]:
    """Answer the East Asian typefaces of a paragraph's runs, in order, each once."""
    names = [run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) for run in paragraph.runs]
    return list(dict.fromkeys(names))


@pytest.mark.parametrize(
    ("block", "fonts", "points"),
    [
        (Title("整改情况"), ["方正小标宋简体"], 22),
        (Addressee("云岭县委"), ["仿宋_GB2312"], 16),
        (Heading(1, "一、工作成效"), ["黑体"], 16),
        (Heading(2, "（一）压实责任"), ["楷体_GB2312"], 16),
        (Heading(3, "1.逐村复核"), ["仿宋_GB2312"], 16),
        (Paragraph("正文。", lead="（一）标题。"), ["楷体_GB2312", "仿宋_GB2312"], 16),
    ],
)
def test_each_level_names_its_typeface(block: Any, fonts: list[str], points: int) -> None:
    paragraph = word(block).paragraphs[0]
    assert fonts_of(paragraph) == fonts
    assert {run.font.size.pt for run in paragraph.runs} == {points}
    assert not any(run.bold for run in paragraph.runs)


def test_the_file_names_what_may_stand_in_for_each_typeface() -> None:
    content = zipfile.ZipFile(BytesIO(write_word(whole_paper()))).read("word/fontTable.xml")
    told = re.findall(r'w:name="([^"]+)"><w:altName w:val="([^"]+)"', content.decode())
    assert dict(told)["仿宋_GB2312"].startswith("仿宋;FangSong")
    assert {"方正小标宋简体", "楷体_GB2312", "黑体", "宋体"} <= dict(told).keys()


def test_gaps_stand_in_yellow_and_nothing_else() -> None:
    runs = word(Paragraph("参训【待补：人次】人次。")).paragraphs[0].runs
    assert [(run.text, run.font.highlight_color) for run in runs] == [
        ("参训", None),
        ("【待补：人次】", WD_COLOR_INDEX.YELLOW),
        ("人次。", None),
    ]


def test_the_first_line_is_indented_by_two_characters() -> None:
    indent = word(Paragraph("正文。")).paragraphs[0]._p.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert indent.get(qn("w:firstLine")) == "630"


def test_a_line_feed_begins_a_new_paragraph() -> None:
    assert [one.text for one in word(Paragraph("第一段\n第二段")).paragraphs] == [
        "第一段",
        "第二段",
    ]


def test_the_day_stands_four_characters_from_the_edge_with_the_name_centred_above() -> None:
    _, name, day = word(Signature("中共青禾镇委员会", date(2027, 1, 5))).paragraphs
    assert (name.text, day.text) == ("中共青禾镇委员会", "2027年1月5日")
    insets = [one._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")) for one in (name, day)]
    assert insets == ["300", "400"]


def test_attachments_are_listed_with_numbers_only_when_there_are_several() -> None:
    several = word(AttachmentNote(("台账", "统计表"))).paragraphs
    assert [one.text for one in several] == ["", "附件：1.台账", "　　　2.统计表"]
    assert word(AttachmentNote(("台账",))).paragraphs[1].text == "附件：台账"


def test_a_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    table = Table(
        (Column("序号", 1), Column("问题", 4)), (("1", "账目不全\n记录不全"), ("2", "=1+1"))
    )
    made = word(table).tables[0]
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["序号", "问题"],
        ["1", "账目不全\n记录不全"],
        ["2", "=1+1"],
    ]
    rows = made._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_an_attachment_on_its_side_begins_a_section_without_an_empty_line() -> None:
    document = word(Paragraph("正文。"), Attachment("附件1", "台账", (), landscape=True))
    first, second = document.sections
    assert [round(one.page_width.mm) for one in (first, second)] == [210, 297]
    assert [one.text for one in document.paragraphs] == ["正文。", "附件1", "台账", ""]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_character_survives_or_is_dropped(text: str) -> None:
    document = word(Title("题" + text), Paragraph(text), Table((Column(text, 1),), ((text,),)))
    kept = re.sub(r"[\s\x00-\x1f\x7f-\x9f]", "", document.paragraphs[0].text)
    assert kept.startswith("题")


def test_what_the_file_says_about_itself_is_ours() -> None:
    about = word(Paragraph("正文。")).core_properties
    assert (about.title, about.author, about.comments) == ("报告", "青禾镇", "")
    assert about.created.date() == date(2026, 12, 15)


def test_the_same_paper_always_gives_the_same_text_parts() -> None:
    first, second = (
        zipfile.ZipFile(BytesIO(write_word(whole_paper()))).read("word/document.xml")
        for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_run_properties_keep_the_order_of_the_schema(part: str) -> None:
    content = zipfile.ZipFile(BytesIO(write_word(whole_paper()))).read(part).decode()
    order = ["rFonts", "b", "spacing", "sz", "szCs", "highlight", "lang"]
    for properties in re.findall(r"<w:rPr>(.*?)</w:rPr>", content):
        names = [one for one in re.findall(r"<w:(\w+)", properties) if one in order]
        assert names == sorted(names, key=order.index)


def test_a_paper_without_blocks_is_still_a_file() -> None:
    assert write_word(paper())[:2] == b"PK"
