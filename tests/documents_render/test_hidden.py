"""Words hidden in a Word file: found again by the reader, also in what people made of the file."""

import io
from datetime import date

import docx
from docx.document import Document

from tracker.documents.reader.document import read_document
from tracker.documents.render.word import write_word
from tracker.documents.rules.paper import Heading, Paper, Paragraph
from tracker.documents.rules.plain import PlainDocument

PAPER = Paper(
    (
        Heading(1, "一、存在问题"),
        Paragraph(
            "台账更新滞后，有的村三个月没有登记。", lead="（一）台账", label="2025-001 2025-003"
        ),
        Paragraph("公示不及时。", lead="（二）公示", label="2025-002"),
        Paragraph("没有记号的一段。"),
    ),
    subject="报告",
    author="青禾镇",
    made_on=date(2026, 12, 20),
)


def edited(change: object = None) -> PlainDocument:
    document: Document = docx.Document(io.BytesIO(write_word(PAPER)))
    if callable(change):
        change(document)
    out = io.BytesIO()
    document.save(out)
    return read_document(out.getvalue(), "报告.docx")


def labels_by_text(document: PlainDocument) -> dict[str, list[str]]:
    labels = {one.name: one.label for one in document.marks}
    return {
        document.text[block.start : block.end]: [labels[name] for name in block.hidden]
        for block in document.blocks
        if block.hidden
    }


def test_every_labelled_paragraph_is_found_again() -> None:
    assert labels_by_text(edited()) == {
        "（一）台账台账更新滞后，有的村三个月没有登记。": ["2025-001 2025-003"],
        "（二）公示公示不及时。": ["2025-002"],
    }


def test_a_reworded_paragraph_keeps_its_label() -> None:
    def reword(document: Document) -> None:
        document.paragraphs[2].runs[-1].text = "有些事项晚了十几天才贴出来。"

    assert labels_by_text(edited(reword))["（二）公示有些事项晚了十几天才贴出来。"] == ["2025-002"]


def test_a_label_without_its_paragraph_still_tells_what_was_written() -> None:
    def cut(document: Document) -> None:
        element = document.paragraphs[1]._p
        for start in element.xpath("./w:bookmarkStart | ./w:bookmarkEnd"):
            element.remove(start)

    read = edited(cut)
    assert list(labels_by_text(read).values()) == [["2025-002"]]
    assert read.marks[0].label == "2025-001 2025-003"
    assert "三个月没有登记" in read.marks[0].text


def test_the_words_are_seen_nowhere_in_the_text() -> None:
    assert "2025-001" not in edited().text


def test_a_paper_without_labels_hides_nothing() -> None:
    plain = Paper((Paragraph("一段话。"),), "报告", "青禾镇", date(2026, 12, 20))
    read = read_document(write_word(plain), "报告.docx")
    assert read.marks == ()
    assert all(block.hidden == () for block in read.blocks)
