"""Where a problem can be split, and which words two problems share."""

import pytest

from tracker.reports.rules.sentences import sentences
from tracker.reports.rules.shared_words import marked


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("学习不深。研讨少；参学率低。", ["学习不深。", "研讨少；", "参学率低。"]),
        ("有人说“不用学。”这很不对。", ["有人说“不用学。”", "这很不对。"]),
        ("没有句号", ["没有句号"]),
        ("两段\n第二段。", ["两段\n", "第二段。"]),
        ("连着的！！还有", ["连着的！！", "还有"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_text_is_cut_behind_its_stops(text: str, parts: list[str]) -> None:
    found = sentences(text)
    assert [one for _, one in found] == parts
    assert all(text[:end].endswith(one) for end, one in found)


def test_shared_words_are_marked_in_both_texts_whatever_stands_between() -> None:
    one, other = "村级财务公开不及时，群众有意见", "两个村的村级财务，公开不及时"
    assert marked(one, other) == [("村级财务公开不及时", True), ("，群众有意见", False)]
    assert marked(other, one) == [("两个村的", False), ("村级财务，公开不及时", True)]


@pytest.mark.parametrize(("one", "other"), [("学习", "学习"), ("", "村级财务"), ("甲乙丙", "")])
def test_less_than_three_characters_in_common_are_no_shared_words(one: str, other: str) -> None:
    assert not any(shared for _, shared in marked(one, other))
    assert "".join(text for text, _ in marked(one, other)) == one
