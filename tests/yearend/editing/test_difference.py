"""Two versions of a draft, read by a person: whole numbers and clauses, and what moved is not called new."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.yearend.rules.editing.difference import Way, stretches
from tracker.yearend.rules.editing.versions import Kind, Line, compare

TEXT = st.text(alphabet="村账目问题9个1，。改", max_size=30)


def line(key: str, text: str = "") -> Line:
    """Answer a paragraph of a version."""
    return Line(key, 3, text or f"{key}段的文字。")


@settings(max_examples=100, deadline=None)
@given(TEXT, TEXT)
def test_both_texts_stand_in_the_stretches(old: str, new: str) -> None:
    found = stretches(old, new)
    assert "".join(one.text for one in found if one.way is not Way.IN) == old
    assert "".join(one.text for one in found if one.way is not Way.OUT) == new


def test_a_number_changes_as_a_whole() -> None:
    found = [(one.way.value, one.text) for one in stretches("查出9个问题", "查出10个问题")]
    assert found == [("kept", "查出"), ("out", "9"), ("in", "10"), ("kept", "个问题")]


def test_a_sentence_that_shares_only_its_stop_is_another_one() -> None:
    found = stretches("账目公开，群众满意。", "村务公示，台账齐全。")
    assert [one.way for one in found] == [Way.OUT, Way.IN]


def test_a_lone_sign_in_common_is_no_island() -> None:
    found = stretches("14个村的账目公开了一遍。", "14个村的台账核对过两轮。")
    assert [(one.way.value, one.text) for one in found] == [
        ("kept", "14个村的"),
        ("out", "账目公开了一遍"),
        ("in", "台账核对过两轮"),
        ("kept", "。"),
    ]


def test_versions_are_compared_sentence_by_sentence() -> None:
    old = "月清单已对账9次。组织培训2期。账实一致。"
    new = "月清单已对账12次。账实一致。新建村务公开栏。"
    assert [(one.way.value, one.text) for one in stretches(old, new)] == [
        ("kept", "月清单已对账"),
        ("out", "9"),
        ("in", "12"),
        ("kept", "次。"),
        ("out", "组织培训2期。"),
        ("kept", "账实一致。"),
        ("in", "新建村务公开栏。"),
    ]


def test_what_is_new_gone_moved_and_changed_is_called_so() -> None:
    old = [line("a"), line("b"), line("c"), line("d", "查出9个。")]
    new = [line("b"), line("a"), line("d", "查出10个。"), line("e")]
    kinds = {one.kind for one in compare(old, new)}
    assert kinds == {Kind.SAME, Kind.MOVED, Kind.GONE, Kind.CHANGED, Kind.ADDED}
    assert [one.kind for one in compare(old, old)] == [Kind.SAME] * 4


def test_what_is_gone_stands_where_it_stood() -> None:
    found = compare([line("a"), line("b"), line("c")], [line("a"), line("c")])
    assert [one.kind for one in found] == [Kind.SAME, Kind.GONE, Kind.SAME]


def test_a_line_comes_back_as_it_was_kept() -> None:
    assert Line.from_json(line("a").as_json) == line("a")
