"""The Word file measured as it is printed: margins, 22 lines of 28 characters, page numbers."""

import shutil
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from tests.documents_render.samples import SENTENCE, TITLE, as_pdf, needs_libreoffice, whole_paper
from tracker.documents.render.word import write_word
from tracker.documents.rules.layout import CHARACTERS_PER_LINE, LINES_PER_PAGE

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]
MM = 72 / 25.4


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The pages of a whole paper, as LibreOffice prints it."""
    assert shutil.which("soffice")
    folder: Path = tmp_path_factory.mktemp("pdf")
    with pdfplumber.open(as_pdf(write_word(whole_paper()), "paper.docx", folder)) as pdf:
        return [(page.width, page.height, page.extract_text_lines()) for page in pdf.pages]


def body(page: Any) -> list[Any]:
    """Answer the lines of a page without its number."""
    _, _, lines = page
    return lines[:-1]  # type: ignore[no-any-return]  # pdfplumber has no types


def test_a_full_page_holds_22_lines_of_28_characters(pages: list[Any]) -> None:
    lines = body(pages[1])
    assert len(lines) == LINES_PER_PAGE
    assert {len(line["text"]) for line in lines} == {CHARACTERS_PER_LINE}
    assert SENTENCE in "".join(line["text"] for line in lines)


def test_the_text_keeps_to_its_margins(pages: list[Any]) -> None:
    width, height, _ = pages[1]
    lines = body(pages[1])
    assert min(line["x0"] for line in lines) == pytest.approx(28 * MM, abs=1.5 * MM)
    assert width - max(line["x1"] for line in lines) == pytest.approx(26 * MM, abs=1.5 * MM)
    assert min(line["top"] for line in lines) == pytest.approx(37 * MM, abs=3 * MM)
    assert height - max(line["bottom"] for line in lines) == pytest.approx(35 * MM, abs=3 * MM)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(pages: list[Any]) -> None:
    for number, (width, height, lines) in enumerate(pages[:4], start=1):
        footer = lines[-1]
        assert footer["text"].replace(" ", "") == f"—{number}—"
        assert height - 35 * MM < footer["top"] < height - 20 * MM
        assert (footer["x0"] > width / 2) is (number % 2 == 1)


def test_the_title_takes_two_centred_lines(pages: list[Any]) -> None:
    width, _, _ = pages[0]
    lines = body(pages[0])[:2]
    assert "".join(line["text"] for line in lines).replace(" ", "") == TITLE
    for line in lines:
        middle = (line["x0"] + line["x1"]) / 2
        assert middle == pytest.approx((width - 26 * MM + 28 * MM) / 2, abs=2 * MM)


def test_the_ledger_lies_on_its_side_and_page_numbers_go_on(pages: list[Any]) -> None:
    turned = [number for number, (width, height, _) in enumerate(pages) if width > height]
    assert turned
    assert turned == list(range(turned[0], turned[-1] + 1))
    for number in turned:
        lines = pages[number][2]
        assert lines[-1]["text"].replace(" ", "") == f"—{number + 1}—"
        assert "序号" in "".join(line["text"] for line in lines)  # the header, on each page
    assert pages[turned[0]][2][0]["text"].replace(" ", "") == "附件1"
    assert pages[turned[-1] + 1][2][0]["text"].replace(" ", "") == "附件2"


def test_the_signature_is_never_alone_on_a_page(pages: list[Any]) -> None:
    (signed,) = [
        [line["text"].replace(" ", "") for line in page[2]]
        for page in pages
        if any("2027年1月5日" in line["text"].replace(" ", "") for line in page[2])
    ]
    assert signed.index("中共青禾镇委员会") > 0
    assert signed[0] not in {"中共青禾镇委员会", "附件：1.整改台账"}
