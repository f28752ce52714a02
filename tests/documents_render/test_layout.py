"""Titles are broken without cutting a word; gaps are found wherever they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.rules.layout import GB9704, measure, title_lines
from tracker.documents.rules.paper import count_gaps, split_gaps


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("整改情况统计表", ("整改情况统计表",)),
        (
            "中共青禾镇委员会关于2026年度落实全面从严治党主体责任情况的报告",
            ("中共青禾镇委员会关于2026年度落实", "全面从严治党主体责任情况的报告"),
        ),
        ("第一行\n第二行", ("第一行", "第二行")),
        ("一" * 40, ("一" * 19, "一" * 19, "一" * 2)),
    ],
)
def test_a_title_is_broken_into_even_lines(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


@given(st.text(alphabet="关于落实2026年度情况的报告、（）a", min_size=1, max_size=90))
def test_no_title_loses_a_sign_or_passes_the_line(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(0 < measure(line) <= 19 for line in lines)


@given(st.text(alphabet="甲乙【】待补：此处", max_size=60))
def test_gaps_cut_out_and_joined_again_are_the_text(text: str) -> None:
    parts = split_gaps(text)
    assert "".join(part for part, _ in parts) == text
    assert sum(is_gap for _, is_gap in parts) == count_gaps(text)


def test_only_what_a_person_must_fill_is_a_gap() -> None:
    assert count_gaps("参训【待补：人次】人次，【此处按本年度最新提法填写】【注】") == 2


def test_the_text_area_is_the_one_of_the_standard() -> None:
    page = GB9704.portrait
    assert page.text_width == 156
    assert page.height - page.margins.top - page.margins.bottom == 225
    assert GB9704.landscape.text_width == 225
