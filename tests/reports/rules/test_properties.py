"""Promises that hold for every text: nothing lost, nothing doubled, no text without a result."""

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.rules.plain_text import document, problems, read
from tracker.documents.rules.folding import bare, fold
from tracker.reports.rules.extraction import read_report
from tracker.reports.rules.results import Extraction

FRAGMENTS = (
    "一、", "（一）", "（二）", "1.", "2、", "（1）", "①", "②", "一是", "二是", "三是", "第一，", "首先，", "问题1：", "存在问题", "存在的主要问题和不足", "下一步打算", "原因：",
    "整改措施：", "责任单位：党政办", "（责任人：甲）", "登记不及时", "人手不足", "加强巡防", "思想方面", "但仍存在一些不足", "还存在甲不够、乙不足等问题", "。", "；", "，", "、",
    "：", "\n", "\n", "\n", " ", "\u3000", "目录", "……3", "会议要求，", "以上问题", "附件：", "2022年", "如：", "（试行）", "\t", "最突出的是",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
FAULTS = st.sampled_from(
    ("登记不及时", "人手不足", "水管老化", "督查力度偏弱", "经费缺口较大", "联系群众不够紧密")
)
LISTS = {
    "inline": lambda faults: "".join(
        f"{'一二三四五六'[i]}是{one}。" for i, one in enumerate(faults)
    ),
    "lines": lambda faults: "\n".join(
        f"（{'一二三四五六'[i]}）{one}。" for i, one in enumerate(faults)
    ),
    "figures": lambda faults: "\n".join(f"{i + 1}.{one}。" for i, one in enumerate(faults)),
}


def _holds_together(text: str, found: Extraction) -> None:
    views = [(one.start, one.end, one.text) for one in found.problems]
    views += [(one.start, one.end, one.text) for one in found.measures]
    views += [(one.start, one.end, one.text) for one in found.last_year]
    assert all(text[start:end] == view for start, end, view in views)
    items = [(one.start, one.end) for one in found.problems]
    assert items == sorted(items)
    assert all(first[1] <= second[0] for first, second in pairwise(items))
    for first, second in pairwise(found.spans):
        assert first.start < first.end
        assert first.end <= second.start
    covered = {place for span in found.spans for place in range(span.start, span.end)}
    assert all(place in covered for start, end in items for place in range(start, end))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_texts_and_spans_are_views_into_the_plain_text(text: str) -> None:
    plain = document(text)
    _holds_together(plain.text, read_report(plain))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_result(text: str) -> None:
    plain = document(text)
    _holds_together(plain.text, read_report(plain))


@given(st.lists(FAULTS, min_size=2, max_size=6), st.sampled_from(sorted(LISTS)))
@settings(max_examples=100, deadline=None)
def test_a_listed_section_is_tiled_and_every_fault_found(faults: list[str], form: str) -> None:
    text = f"一、工作成效\n平稳。\n二、存在问题\n{LISTS[form](faults)}\n三、下步打算\n一是改进。"
    found = read(text)
    assert [one.text for one in found.problems] == [f"{one}。" for one in faults]
    assert all(first.end == second.start for first, second in pairwise(found.spans))
    assert not [span for span in found.spans if span.kind == "unassigned"]


@given(st.lists(FAULTS, min_size=2, max_size=6), st.sampled_from(sorted(LISTS)))
@settings(max_examples=60, deadline=None)
def test_width_and_line_ends_change_nothing(faults: list[str], form: str) -> None:
    text = f"二、存在问题：\n{LISTS[form](faults)}\n三、下步打算:\n一是改进。"
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
    half = unicodedata.normalize("NFKC", text)
    expected = [bare(one) for one in problems(text)]
    for other in (wide, half, text.replace("\n", "\r\n")):
        assert [bare(one) for one in problems(other)] == expected


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
