"""PDF files by their text layer."""

import pytest

from tests.builders.hostile import many_pages
from tests.builders.pages import PdfPage, pdf
from tracker.documents.reader.document import read_document
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError
from tracker.documents.rules.plain import BlockKind

LEFT, TOP, SIZE, PITCH, WIDTH = 80.0, 740.0, 16, 28.0, 27
PARAGRAPHS = (
    "二、存在问题",
    "（一）理论学习不够深入。有的支部学习停留在读文件、记笔记上，联系本镇实际少，研究村级债务这类难题更少，学用还是“两张皮”。",
    "（二）压力传导逐级递减。个别村书记认为管党治党是镇里的事，全年只开过一次专题会，对村干部身边的小事小节提醒不及时、不经常。",
    "三、下一步打算",
)


def typeset(
    paragraphs: tuple[str, ...], lines_a_page: int = 20, indent: str = "　　"
) -> list[PdfPage]:
    """Set paragraphs as an office does: 27 signs a line, first lines indented by two, page numbers below."""
    lines: list[str] = []
    for paragraph in paragraphs:
        whole = indent + paragraph
        lines.extend(whole[at : at + WIDTH] for at in range(0, len(whole), WIDTH))
    pages = []
    for number, start in enumerate(range(0, len(lines), lines_a_page), start=1):
        page = PdfPage(size=SIZE)
        for index, line in enumerate(lines[start : start + lines_a_page]):
            shift = len(line) - len(line.lstrip("　"))
            page.lines.append((LEFT + shift * SIZE, TOP - index * PITCH, line.lstrip("　")))
        page.lines.append((270, 50, f"— {number} —"))
        page.lines.append((230, 800, "柳溪镇党委文件"))
        pages.append(page)
    return pages


def text_of(pages: list[PdfPage]) -> str:
    return read_document(pdf(pages), "报告.pdf").text


@pytest.mark.parametrize("indent", ["　　", ""])
def test_wrapped_lines_become_paragraphs(indent: str) -> None:
    assert text_of(typeset(PARAGRAPHS, indent=indent)[:1]).split("\n")[-4:] == list(PARAGRAPHS)


def test_headers_footers_and_page_numbers_go_and_the_sentence_over_the_page_is_joined() -> None:
    pages = typeset(PARAGRAPHS, lines_a_page=3)

    assert len(pages) > 2
    assert text_of(pages).split("\n") == list(PARAGRAPHS)


def test_the_right_column_of_a_page_is_read_behind_the_left_one() -> None:
    rows = [PARAGRAPHS[1][at : at + 16] for at in range(0, 48, 16)] * 3
    page = PdfPage(
        [(150.0, 790.0, "柳溪镇关于二〇二五年工作情况的报告")]
        + [(48.0, TOP - at * PITCH, f"左{row}") for at, row in enumerate(rows)]
        + [(310.0, TOP - at * PITCH, f"右{row}") for at, row in enumerate(rows)]
        + [(285.0, 40.0, "3")],
        size=14,
    )

    read = text_of([page]).replace("\n", "")

    assert read == page.lines[0][2] + "".join(f"左{row}" for row in rows) + "".join(
        f"右{row}" for row in rows
    )


def test_a_list_with_a_word_far_to_the_right_stays_in_its_lines() -> None:
    rows = [(TOP - at * PITCH, f"第{at}项" + "学" * at, "改" * (at % 4 + 1)) for at in range(10)]
    page = PdfPage(
        [*((LEFT, y, left) for y, left, _ in rows), *((340.0, y, right) for y, _, right in rows)]
    )

    assert "第3项学学学 改改改改" in text_of([page])


def test_signs_printed_out_of_order_are_read_in_order() -> None:
    page = PdfPage([(LEFT + 3 * SIZE, 700, "丁"), (LEFT, 700, "甲乙丙")])

    assert text_of([page]) == "甲乙丙丁"


def test_signs_printed_twice_for_boldness_count_once() -> None:
    page = PdfPage([(LEFT, 700, "存在问题"), (LEFT + 0.3, 700, "存在问题")])

    assert text_of([page]) == "存在问题"


def test_short_lines_are_not_joined() -> None:
    page = PdfPage([(LEFT, 700, "存在问题"), (LEFT, 670, "学习不深")])

    assert text_of([page]) == "存在问题\n学习不深"


def test_a_title_set_in_the_middle_of_two_lines_is_one() -> None:
    page = typeset(PARAGRAPHS)[0]
    page.lines = [
        (x, y - 3 * PITCH if y <= TOP else y, text) for x, y, text in page.lines if y > 100
    ]
    page.lines += [
        (LEFT + 4.5 * SIZE, TOP, "柳溪镇党委关于二〇二二年度全面从严治党"),
        (LEFT + 10.5 * SIZE, TOP - PITCH, "工作情况汇报"),
    ]

    assert text_of([page]).split("\n")[1] == "柳溪镇党委关于二〇二二年度全面从严治党工作情况汇报"


def test_a_ruled_table_gives_rows_with_cells() -> None:
    across = [(80.0, y, 500.0, y) for y in (700.0, 660.0, 600.0, 560.0)]
    down = [(x, 560.0, x, 700.0) for x in (80.0, 140.0, 320.0, 500.0)]
    texts = [
        (85.0, 675.0, "序号"), (145.0, 675.0, "问题"), (325.0, 675.0, "措施"),
        (85.0, 635.0, "1"), (145.0, 635.0, "有的支部理论学习不够深"), (145.0, 610.0, "入"), (325.0, 635.0, "每月一课"),
        (85.0, 575.0, "2"), (145.0, 575.0, "监督不力"), (325.0, 575.0, "联合检查"),
        (80.0, 740.0, "整改台账"),
    ]  # fmt: skip

    document = read_document(pdf([PdfPage(texts, across + down)]), "台账.pdf")

    assert (
        document.text
        == "整改台账\n序号\t问题\t措施\n1\t有的支部理论学习不够深入\t每月一课\n2\t监督不力\t联合检查"
    )
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, *[BlockKind.ROW] * 3]
    assert [cell.column for cell in document.blocks[1].cells] == [0, 1, 2]


def test_a_file_without_text_is_called_a_scan() -> None:
    document = read_document(pdf([PdfPage()]), "报告.pdf")

    assert [remark.code for remark in document.remarks] == ["scanned"]
    assert document.text == ""


def test_five_hundred_pages_are_the_most() -> None:
    with pytest.raises(RefusedFileError) as refusal:
        read_document(many_pages(501), "报告.pdf")

    assert refusal.value.code is Refusal.TOO_MANY_PAGES


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"%PDF-1.7\n" + bytes(500), pdf([PdfPage()])[:200]]
)
def test_a_damaged_file_is_named(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as failure:
        read_document(content, "报告.pdf")

    assert failure.value.code is Fault.DAMAGED
