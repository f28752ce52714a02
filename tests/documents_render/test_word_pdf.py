"""The Word file measured as it is printed: margins, 22 lines of 28 characters, page numbers."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from tests.documents_render.samples import (
    SENTENCE,
    TITLE,
    as_pdf,
    needs_libreoffice,
    paper,
    whole_paper,
)
from tracker.documents.render.word import write_word
from tracker.documents.rules.layout import CHARACTERS_PER_LINE, LINES_PER_PAGE
from tracker.documents.rules.paper import Paragraph

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]
MM = 72 / 25.4


@dataclass(frozen=True)
class Printed:
    """A printed page: its size in points, its lines, its signs, the columns of its tables as text."""

    width: float
    height: float
    lines: list[Any]
    chars: list[Any]
    columns: list[str]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    """The pages of a whole paper, as LibreOffice prints it."""
    assert shutil.which("soffice")
    folder: Path = tmp_path_factory.mktemp("pdf")
    with pdfplumber.open(as_pdf(write_word(whole_paper()), "paper.docx", folder)) as pdf:
        return [
            Printed(
                page.width,
                page.height,
                page.extract_text_lines(),
                page.chars,
                [text_of_cells(one) for table in page.extract_tables() for one in zip(*table)],  # noqa: B905  a printed table is a rectangle
            )
            for page in pdf.pages
        ]


def text_of_cells(cells: Iterable[str | None]) -> str:
    """Answer the texts of a column without its header, as one."""
    return "".join(one or "" for one in list(cells)[1:]).replace("\n", "")


def text_of(lines: Sequence[Any]) -> str:
    """Answer lines as one text without spaces."""
    return "".join(line["text"] for line in lines).replace(" ", "")


def body(page: Printed) -> list[Any]:
    """Answer the lines of a page without its number."""
    return page.lines[:-1]


def test_a_full_page_holds_22_lines_of_28_characters(pages: list[Printed]) -> None:
    lines = body(pages[1])
    assert len(lines) == LINES_PER_PAGE
    assert {len(line["text"]) for line in lines} == {CHARACTERS_PER_LINE}
    assert SENTENCE in "".join(line["text"] for line in lines)


def test_the_text_keeps_to_its_margins(pages: list[Printed]) -> None:
    width, height, lines = pages[1].width, pages[1].height, body(pages[1])
    assert min(line["x0"] for line in lines) == pytest.approx(28 * MM, abs=1.5 * MM)
    assert width - max(line["x1"] for line in lines) == pytest.approx(26 * MM, abs=1.5 * MM)
    assert min(line["top"] for line in lines) == pytest.approx(37 * MM, abs=3 * MM)
    assert height - max(line["bottom"] for line in lines) == pytest.approx(35 * MM, abs=4 * MM)
    pitches = [after["top"] - line["top"] for line, after in pairwise(lines)]
    assert pitches == pytest.approx([28.95] * (LINES_PER_PAGE - 1), abs=0.2)


def test_no_sign_at_the_end_of_a_line_is_lost(tmp_path: Path) -> None:
    texts = [f"{SENTENCE * 5}"[:before] + "，到人到岗：按月对账。" for before in range(22, 58)]
    written = write_word(paper(*map(Paragraph, texts)))
    with pdfplumber.open(as_pdf(written, "paper.docx", tmp_path)) as pdf:
        printed = text_of([line for page in pdf.pages for line in page.extract_text_lines()[:-1]])
    assert printed == "".join(texts)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(pages: list[Printed]) -> None:
    for number, page in enumerate(pages, start=1):
        if page.width > page.height:
            continue
        footer = page.lines[-1]
        assert footer["text"].replace(" ", "") == f"—{number}—"
        dash = page.height - 35 * MM + 7 * MM  # 7 mm below the text
        assert (footer["top"] + footer["bottom"]) / 2 == pytest.approx(dash, abs=3 * MM)
        one_in = 14 + 28 * MM if number % 2 == 0 else page.width - 14 - 26 * MM
        edge = footer["x0"] if number % 2 == 0 else footer["x1"]
        assert edge == pytest.approx(one_in, abs=1.5 * MM)


def test_the_title_takes_two_centred_lines(pages: list[Printed]) -> None:
    width = pages[0].width
    lines = body(pages[0])[:2]
    assert "".join(line["text"] for line in lines).replace(" ", "") == TITLE
    for line in lines:
        middle = (line["x0"] + line["x1"]) / 2
        assert middle == pytest.approx((width - 26 * MM + 28 * MM) / 2, abs=2 * MM)


def test_the_ledger_lies_on_its_side_and_repeats_its_header(pages: list[Printed]) -> None:
    turned = [number for number, page in enumerate(pages) if page.width > page.height]
    assert turned
    assert turned == list(range(turned[0], turned[-1] + 1))
    for number in turned:
        assert "序号" in text_of(pages[number].lines)  # the header, on each page
    assert "附件1" in text_of(pages[turned[0]].lines)
    assert text_of(pages[turned[-1] + 1].lines[:1]) == "附件2"


def test_page_numbers_go_on_where_the_bound_paper_has_them(pages: list[Printed]) -> None:
    """A page on its side is the upright one turned: its left edge is the bottom, odd numbers stand low."""
    for number, page in enumerate(pages, start=1):
        if page.width < page.height:
            continue
        sideways = [one for one in page.chars if one["x1"] < 35 * MM]
        in_order = sorted(sideways, key=lambda one: one["top"])
        assert "".join(one["text"] for one in in_order).replace(" ", "") == f"—{number}—"
        assert not any(one["upright"] for one in sideways)
        middle = (in_order[0]["top"] + in_order[-1]["bottom"]) / 2
        assert (middle > page.height / 2) is (number % 2 == 1)
        assert min(one["x0"] for one in sideways) > 18 * MM
        assert max(one["x1"] for one in sideways) < 29 * MM


def test_no_text_of_the_ledger_is_cut(pages: list[Printed]) -> None:
    turned = [page for page in pages if page.width > page.height]
    numbers, problems, measures = (
        "".join(page.columns[place] for page in turned) for place in range(3)
    )
    assert numbers == "".join(str(one) for one in range(1, 31))
    assert problems == "账目不全" * 8 * 30
    assert measures == "逐村复核" * 12 * 30


@pytest.mark.parametrize(
    ("words", "typeface"),
    [
        ("中共青禾镇委员会关于", "NotoSerifCJK"),
        ("一、工作成效", "NotoSansCJK"),
        ("（一）压实责任", "UKai"),
        ("月初列出清单逐条对账", "UMing"),
    ],
)
def test_each_level_is_set_in_its_own_typeface(
    pages: list[Printed], words: str, typeface: str
) -> None:
    chars = [one for page in pages for one in page.chars if one["text"].strip()]
    at = "".join(one["text"] for one in chars).index(words)
    assert all(typeface in one["fontname"] for one in chars[at : at + len(words)])


def test_the_signature_is_never_alone_on_a_page(pages: list[Printed]) -> None:
    (signed,) = [
        [line["text"].replace(" ", "") for line in page.lines]
        for page in pages
        if "2027年1月5日" in text_of(page.lines)
    ]
    assert signed.index("中共青禾镇委员会") > 0
    assert signed[0] not in {"中共青禾镇委员会", "附件：1.整改台账"}


def test_name_and_day_stand_at_the_right_with_the_name_centred_above(pages: list[Printed]) -> None:
    signed = next(page for page in pages if "2027年1月5日" in text_of(page.lines))
    name, day = (
        next(one for one in signed.lines if one["text"].replace(" ", "") == words)
        for words in ("中共青禾镇委员会", "2027年1月5日")
    )
    four_in = signed.width - 26 * MM - 4 * 16
    assert day["x1"] == pytest.approx(four_in, abs=2 * MM)
    middle = (name["x0"] + name["x1"]) / 2
    # The machine's Latin figures are wider than those of the standard.
    assert middle == pytest.approx((day["x0"] + day["x1"]) / 2, abs=6 * MM)
