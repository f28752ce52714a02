"""Into their draft: our sections below the right headings, and everything else as it was, part by part."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Pt
from lxml import etree

from tests.yearend.papers.rewriting import read
from tracker.documents.rules.failures import FileReadingError
from tracker.yearend.reader.apart import add_to_draft, look_at_draft
from tracker.yearend.rules.inserting import (
    NewParagraph,
    Way,
    insertion_at,
    proposed,
    spots_of,
)

WRITTEN = "一年来，镇党委坚持把责任扛在肩上，全年召开专题会议六次，逐村过堂、逐项对账，把压力传到每个支部，把任务压到每名干部身上。"
OURS = (
    NewParagraph(
        "（一）集体增收还不稳。年内1个村烘干房建成投用，【待补：原因】。", label="@problems:8"
    ),
    NewParagraph("（二）闲置资产盘活进展缓慢。目前尚未完成。"),
)


def their_draft() -> bytes:
    """Answer a half-written report with its own look, a table, a header, a comment-like note and a signature."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "征求意见稿"
    document.add_heading("清溪镇2026年度主体责任情况报告", 0)
    document.add_paragraph("一、工作成效")
    document.add_paragraph().add_run(WRITTEN).font.size = Pt(16)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "指标"
    document.add_paragraph("二、存在问题")
    document.add_paragraph().add_run("待写。").font.size = Pt(16)
    document.add_paragraph("三、下一步打算")
    document.add_paragraph("中共清溪镇委员会")
    document.add_paragraph("2027年1月5日")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def put_in(content: bytes, key: str, way: Way | None = None) -> bytes:
    pieces = look_at_draft(content)
    spot, usual = proposed(spots_of(pieces), key)
    assert spot is not None
    return add_to_draft(content, [insertion_at(pieces, spot, way or usual, OURS)])


def texts(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pieces_in(content: bytes) -> list[bytes]:
    """Answer every piece of the body, written canonically."""
    body = etree.fromstring(parts(content)["word/document.xml"])[0]
    return [etree.tostring(one, method="c14n") for one in body]


def test_the_headings_of_a_draft_are_found_with_what_stands_below_them() -> None:
    spots = spots_of(look_at_draft(their_draft()))
    told = [(one.label, one.kind, one.is_written, one.stays) for one in spots]
    assert told == [
        ("一、工作成效", "work", True, 1),
        ("二、存在问题", "problems", False, 0),
        ("三、下一步打算", "plan", False, 0),
    ]
    assert spots[-1].goes == ()  # neither the signature nor the day below it


@pytest.mark.parametrize(
    ("key", "way"), [("work", Way.END), ("problems", Way.REPLACE), ("plan", Way.REPLACE)]
)
def test_what_they_have_written_is_never_replaced_unasked(key: str, way: Way) -> None:
    assert proposed(spots_of(look_at_draft(their_draft())), key)[1] is way


def test_our_section_replaces_a_stub_and_looks_like_it() -> None:
    content = put_in(their_draft(), "problems")
    told = texts(content)
    at = told.index("二、存在问题")
    assert told[at + 1 : at + 4] == [OURS[0].text, OURS[1].text, "三、下一步打算"]
    document = docx.Document(io.BytesIO(content))
    made = document.paragraphs[at + 1]
    assert {run.font.size for run in made.runs} == {Pt(16)}
    assert [run.text for run in made.runs if run.font.highlight_color] == ["【待补：原因】"]


@pytest.mark.parametrize(
    ("key", "way"), [("problems", Way.REPLACE), ("work", Way.BEGIN), ("plan", Way.END)]
)
def test_every_other_part_and_piece_stays_as_it_was(key: str, way: Way) -> None:
    before = their_draft()
    after = put_in(before, key, way)
    old, new = parts(before), parts(after)
    added = {name for name in new if name.startswith("customXml/")} - old.keys()
    assert new.keys() - old.keys() == added
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels"}
    left = [one for one in pieces_in(before) if one in pieces_in(after)]
    gone = 1 if way is Way.REPLACE and key != "plan" else 0
    assert len(left) == len(pieces_in(before)) - gone
    assert len(pieces_in(after)) == len(left) + len(OURS)
    order = [one for one in pieces_in(after) if one in left]
    assert order == left


def test_what_is_put_in_is_known_again_when_the_file_is_read_back() -> None:
    document = read(put_in(their_draft(), "problems"))
    (mark,) = document.marks
    assert mark.label == "@problems:8"
    (bearing,) = [one for one in document.blocks if mark.name in one.hidden]
    assert document.text[bearing.start : bearing.end].startswith("（一）集体增收还不稳")


def test_a_second_section_goes_on_behind_the_marks_of_the_first() -> None:
    document = read(put_in(put_in(their_draft(), "problems"), "plan"))
    assert len({one.name for one in document.marks}) == 2


def test_a_paragraph_that_holds_more_than_text_is_never_taken_away() -> None:
    def with_break(document: Any) -> None:
        document.paragraphs[4]._p.get_or_add_pPr().append(document.sections[0]._sectPr)

    document = docx.Document(io.BytesIO(their_draft()))
    with_break(document)
    out = io.BytesIO()
    document.save(out)
    spots = spots_of(look_at_draft(out.getvalue()))
    problems = next(one for one in spots if one.kind == "problems")
    assert (problems.goes, problems.stays) == ((), 1)


def test_attachments_and_who_signs_belong_to_no_section() -> None:
    document = docx.Document(io.BytesIO(their_draft()))
    name = document.paragraphs[-2]
    for line in ("待党建办补充", "", "附件：1.整改台账", "      2.统计表", ""):
        name.insert_paragraph_before(line)
    name.text, document.paragraphs[-1].text = "清溪镇人民政府", "2027年1月  日"
    out = io.BytesIO()
    document.save(out)
    spots = spots_of(look_at_draft(out.getvalue()))
    assert [one.label for one in spots] == ["一、工作成效", "二、存在问题", "三、下一步打算"]
    assert [one.text for one in spots[-1].goes] == ["待党建办补充"]
    told = texts(put_in(out.getvalue(), "plan"))
    assert told[-5:] == [
        "附件：1.整改台账",
        "      2.统计表",
        "",
        "清溪镇人民政府",
        "2027年1月  日",
    ]
    assert told[told.index("三、下一步打算") + 1 :][:2] == [one.text for one in OURS]


def test_what_was_written_with_changes_tracked_counts_as_written_and_a_new_page_stays() -> None:
    document = docx.Document(io.BytesIO(their_draft()))
    written = document.paragraphs[2]
    change = OxmlElement("w:ins")
    change.append(written.runs[0]._r)
    written._p.append(change)
    document.paragraphs[4].insert_paragraph_before().add_run().add_break(WD_BREAK.PAGE)
    out = io.BytesIO()
    document.save(out)
    spots = spots_of(look_at_draft(out.getvalue()))
    assert proposed(spots, "work")[1] is Way.END
    problems = next(one for one in spots if one.kind == "problems")
    assert ([one.text for one in problems.goes], problems.stays) == (["待写。"], 1)


def test_a_stub_above_the_day_is_not_taken_for_who_signs() -> None:
    document = docx.Document(io.BytesIO(their_draft()))
    document.paragraphs[-2].text = "待补充"
    out = io.BytesIO()
    document.save(out)
    spot = spots_of(look_at_draft(out.getvalue()))[-1]
    assert [one.text for one in spot.goes] == ["待补充"]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"no Word file", their_draft()[:400]])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(FileReadingError):
        look_at_draft(content)
