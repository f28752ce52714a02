"""An office's own Word template: filled as it stands, its slips told in Chinese, hostile ones refused."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt

from tests.factories.yearend import AS_OF
from tracker.core.errors import InvalidError
from tracker.documents.rules.failures import FileReadingError
from tracker.yearend.reader.apart import fill_template, look_at_template
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.template import (
    LINE_WORDS,
    NAMES,
    labels_of,
    sample_values,
    troubles_of,
    unused_by,
    values_of,
)
from tracker.yearend.rules.year import report_on


def template(*paragraphs: str, rows: tuple[str, ...] = ()) -> bytes:
    """Answer a template of some paragraphs in 18 pt, and a table whose rows repeat."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{单位}}文件"
    for text in paragraphs:
        document.add_paragraph().add_run(text).font.size = Pt(18)
    if rows:
        table = document.add_table(rows=3, cols=1)
        for row, text in zip(table.rows, rows, strict=True):
            row.cells[0].text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled(content: bytes, year: YearFacts) -> Any:
    report = report_on(year)
    return docx.Document(
        io.BytesIO(fill_template(content, values_of(report, AS_OF), labels_of(report)))
    )


def test_a_template_keeps_its_look_and_takes_the_words_of_the_year(year: YearFacts) -> None:
    loop = ("{%tr for 行 in 台账 %}", "{{行.编号}}　{{行.整改状态}}", "{%tr endfor %}")
    document = filled(template("{{标题}}", "{{存在问题}}", rows=loop), year)
    report = report_on(year)
    told = [one.text for one in document.paragraphs]
    problems = report.draft.sections[2].passages
    assert told[0] == report.draft.title
    assert len(told) == 1 + len(problems)
    assert told[1].startswith("（一）")
    assert {run.font.size for one in document.paragraphs for run in one.runs} == {Pt(18)}
    assert document.sections[0].header.paragraphs[0].text == "青禾镇文件"
    assert len(document.tables[0].rows) == len(report.ledger)
    yellow = [
        run.text
        for one in document.paragraphs
        for run in one.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert yellow
    assert all(one.startswith("【待补") for one in yellow)
    assert document.element.body.xpath("//w:bookmarkStart")


def test_every_placeholder_is_filled(year: YearFacts) -> None:
    values = values_of(report_on(year), AS_OF)
    assert tuple(values) == tuple(sorted(values, key=NAMES.index))
    assert set(values) == set(NAMES) == set(sample_values())
    assert all(values.values())


def test_every_placeholder_is_documented() -> None:
    told = (Path(__file__).resolve().parents[3] / "docs" / "word-templates.md").read_text(
        encoding="utf-8"
    )
    assert [name for name in NAMES if name not in told] == []
    assert [word for word, _ in LINE_WORDS if f"{{{{行.{word}}}}}" not in told] == []


def test_what_a_template_asks_for_in_vain_is_told_with_what_may_be_meant() -> None:
    look = look_at_template(template("{{标题}}", "{{存在的问题}}", "{{气温}}"), sample_values())
    assert list(troubles_of(look.names)) == [
        "没有叫“存在的问题”的占位符，是不是“存在问题”？",
        "没有叫“气温”的占位符，请对照列出的名称修改。",
        "模板里没有任何一节内容或数字的占位符，例如 {{存在问题}}。",
    ]
    assert unused_by(("存在问题",)) == ("工作成效", "上年度问题整改情况", "下一步打算")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{存在问题", "花括号要成对"),
        ("{{存在问题.__class__.__mro__}}", "不允许的写法"),
        ("{{ ''.__class__.__base__.__subclasses__() }}{{存在问题}}", "不允许的写法"),
        ("{{存在问题.不存在}}", "没有的内容"),
        ("{% for 行 in 台账 %}{{行.气温}}{% endfor %}", "没有的内容"),
    ],
)
def test_a_template_that_cannot_be_filled_is_told_why(text: str, words: str) -> None:
    assert words in look_at_template(template(text), sample_values()).trouble


def test_a_template_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(FileReadingError, match="占用内存过多"):
        look_at_template(template("{{ 'x' * 10**9 }}{{存在问题}}"), sample_values())


def test_a_template_that_would_count_for_ever_is_refused() -> None:
    text = "{{存在问题}}{% for a in range(10**9) %}{% endfor %}"
    assert look_at_template(template(text), sample_values()).trouble


def test_words_of_the_ledger_are_no_markup_and_no_template() -> None:
    values = sample_values() | {"存在问题": "<w:p>甲</w:p> & {{单位}}"}
    content = fill_template(template("{{存在问题}}"), values)
    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "<w:p>甲</w:p> & {{单位}}"


def test_filling_with_too_little_is_refused() -> None:
    with pytest.raises(InvalidError, match="没有的内容：气温"):
        fill_template(template("{{气温}}"), sample_values())
