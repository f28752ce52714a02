"""Plain text in any state of wrapping becomes whole paragraphs, and no character is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.rules.plain import BlockKind
from tracker.documents.rules.wrapping import from_text

PARAGRAPHS = (
    "柳溪镇党委2022年度落实全面从严治党主体责任情况报告",
    "二、存在问题",
    "（一）理论学习不够深入。有的支部学习停留在读文件、记笔记上，联系本镇实际少，研究村级债务、土地流转这类难题更少，学用还是两张皮。",
    "（二）压力传导逐级递减。个别村书记认为管党治党是镇里的事，全年只开过一次专题会，对村干部身边的小事小节提醒不及时、不经常，责任书签完就锁进了抽屉。",
    "三、下一步打算",
    "一是每季度开一次专题会，逐村听取汇报，对连续两次排名末位的村书记进行约谈，并在全镇通报；二是把学习搬到田间地头，用群众听得懂的话讲政策。",
)


def wrapped(width: int, indent: str = "") -> list[str]:
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        whole = indent + paragraph
        lines.extend(whole[at : at + width] for at in range(0, len(whole), width))
    return lines


def paragraphs(text: str) -> list[str]:
    return from_text(text).text.split("\n")


@pytest.mark.parametrize("width", [18, 20, 28, 30, 36])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_lines_wrapped_at_any_width_are_joined(width: int, indent: str) -> None:
    assert paragraphs("\n".join(wrapped(width, indent))) == list(PARAGRAPHS)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028"])
def test_every_line_end_is_a_line_end(end: str) -> None:
    assert paragraphs(end.join(wrapped(28))) == list(PARAGRAPHS)


def test_whole_paragraphs_stay_as_they_are() -> None:
    assert paragraphs("\n\n".join(PARAGRAPHS)) == list(PARAGRAPHS)


def test_a_text_without_line_breaks_is_one_block() -> None:
    document = from_text("".join(PARAGRAPHS))

    assert document.text == "".join(PARAGRAPHS)
    assert len(document.blocks) == 1


def test_short_parallel_lines_are_not_taken_for_wrapping() -> None:
    lines = [
        "理论学习不够深入联系实际不够紧密",
        "基层基础不够扎实阵地建设有待加强",
        "作风建设不够过硬担当精神有待提升",
        "廉政教育不够经常警示作用有待发挥",
    ]

    assert paragraphs("\n".join(lines)) == lines


def test_a_line_that_begins_with_a_mark_is_never_joined_to_a_heading() -> None:
    lines = [
        "二、当前工作中存在的主要问题和不足",
        "（一）理论学习还不够深入",
        "（二）压力传导还不够到位",
    ]

    assert paragraphs("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "mark",
    [
        "— 3 —",
        "－3－",
        "- 3 -",
        "—3—",
        "第 3 页",
        "第3页 共9页",
        "第 3 页，共 9 页",
        "共9页 第3页",
        "3/9",
        "3 / 9",
        "Page 3 of 9",
        "·3·",
        "3",
    ],
)
def test_a_page_mark_between_wrapped_lines_is_dropped_and_the_sentence_joined(mark: str) -> None:
    lines = wrapped(28)
    lines[4:4] = [mark]

    assert paragraphs("\n".join(lines)) == list(PARAGRAPHS)


@pytest.mark.parametrize("mark", ["— 3 —", " - 3 - ", "第 3 页 共 9 页", "—3—"])
def test_a_page_mark_inside_a_sentence_is_cut_out(mark: str) -> None:
    assert from_text(f"有的支部学习停留{mark}在读文件上。").text == "有的支部学习停留在读文件上。"


@pytest.mark.parametrize(
    "text",
    [
        "于2020-3-15召开会议。",
        "材料第3页的数字有误。",
        "2021—2022年度",
        "完成率3/9，偏低。",
        "第一——第3——第五",
    ],
)
def test_what_only_resembles_a_page_mark_stays(text: str) -> None:
    assert from_text(text).text == text


def test_a_page_mark_that_cuts_a_long_paragraph_joins_its_halves() -> None:
    first, second = PARAGRAPHS[2][:40], PARAGRAPHS[2][40:]

    assert paragraphs(f"{PARAGRAPHS[1]}\n{first}\n— 3 —\n{second}\n{PARAGRAPHS[3]}") == [
        PARAGRAPHS[1],
        PARAGRAPHS[2],
        PARAGRAPHS[3],
    ]


def test_a_page_mark_behind_a_heading_joins_nothing() -> None:
    assert paragraphs("存在问题\n— 3 —\n理论学习不够深入。") == ["存在问题", "理论学习不够深入。"]


def test_numbers_alone_on_their_lines_stay_where_no_sentence_is_cut() -> None:
    assert paragraphs("1\n理论学习不够深入。\n2\n压力传导不够到位。") == [
        "1",
        "理论学习不够深入。",
        "2",
        "压力传导不够到位。",
    ]


def test_lines_of_equal_tabs_are_rows_with_cells() -> None:
    document = from_text("序号\t问题\t措施\n1\t学习不深\t每月一课\n说明：以上为全部问题")

    assert [block.kind for block in document.blocks] == [
        BlockKind.ROW,
        BlockKind.ROW,
        BlockKind.PARAGRAPH,
    ]
    assert [document.text[cell.start : cell.end] for cell in document.blocks[1].cells] == [
        "1",
        "学习不深",
        "每月一课",
    ]


def test_control_and_invisible_characters_go() -> None:
    assert from_text("\ufeff存\x00在\u200b问\x07题\u202e").text == "存在问题"


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u3000]", "", text)


CLAUSES = st.lists(
    st.text(
        alphabet="学习不深作风漂浮责任落实有的支部，、；。（一）“”0123年", min_size=1, max_size=90
    ),
    min_size=1,
    max_size=12,
)


@given(CLAUSES, st.integers(min_value=10, max_value=40))
def test_wrapping_loses_nothing_but_white_space(clauses: list[str], width: int) -> None:
    lines = [clause[at : at + width] for clause in clauses for at in range(0, len(clause), width)]
    kept = [line for line in lines if not re.fullmatch(r"\s*[0-9]{1,3}\s*", line)]

    joined = squeezed(from_text("\n".join(kept)).text)

    assert joined == squeezed("".join(kept))


@given(st.text())
def test_any_text_gives_blocks_that_tile_it(text: str) -> None:
    document = from_text(text)

    assert (
        "\n".join(document.text[block.start : block.end] for block in document.blocks)
        == document.text
    )
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", document.text)
    assert all(document.text[block.start : block.end].strip() for block in document.blocks)
