"""Repeats, pairs and classes are proposed by words and themes."""

from tests.reports.rules.plain_text import read
from tests.reports.rules.rewordings import REWORDINGS, STRANGERS
from tracker.reports.rules.pairs import propose_category
from tracker.reports.rules.repeats import Repeat, as_json, find_repeats

EARLIER = [one[0] for one in REWORDINGS]


def _compare(version: int) -> tuple[list[Repeat], list[Repeat]]:
    return find_repeats(EARLIER, [*(one[version] for one in REWORDINGS), *STRANGERS])


def _precision_and_recall(found: list[Repeat]) -> tuple[float, float]:
    right = sum(one.earlier == one.later for one in found)
    return right / len(found), right / len(REWORDINGS)


def test_touched_up_problems_are_all_found() -> None:
    assert _precision_and_recall(_compare(1)[0]) == (1.0, 1.0)


def test_reworded_problems_are_found_by_their_theme() -> None:
    precision, recall = _precision_and_recall(_compare(2)[0])
    assert precision >= 0.9
    assert recall >= 0.9


def test_every_reworded_problem_is_among_its_three_candidates() -> None:
    candidates = _compare(2)[1]
    assert all(
        any(one.later == place == one.earlier for one in candidates)
        for place in range(len(REWORDINGS))
    )


def test_rows_keep_the_order_of_the_contract() -> None:
    pairs, candidates = _compare(2)
    assert len({one.later for one in pairs}) == len(pairs)
    rows = [(one.later, -one.score) for one in candidates]
    assert rows == sorted(rows)
    assert (
        max(sum(one.later == place for one in candidates) for place in range(len(REWORDINGS))) <= 3
    )


def test_the_reason_is_told_in_words_without_figures() -> None:
    why = find_repeats(
        ["村集体经济底子薄弱，门面租金是唯一来源。"], ["村集体经济依旧薄弱，门面租金占了大头。"]
    )[0][0].why
    assert "用语相同：" in why
    assert "主题相同：村集体经济" in why
    assert not any(sign.isdigit() for sign in why)


def test_strangers_are_not_proposed() -> None:
    assert find_repeats(EARLIER, STRANGERS)[0] == []


def test_nothing_to_compare_gives_empty_lists() -> None:
    assert as_json(find_repeats([], [])) == {"pairs": [], "candidates": []}
    assert find_repeats(EARLIER, []) == ([], [])


def test_measures_are_paired_by_topic_and_not_by_position() -> None:
    found = read(
        "二、存在问题\n（一）村集体经济薄弱。收入靠门面租金。\n（二）理论学习不深入。研讨偏少。\n（三）食堂排队时间长。\n"
        "三、下步打算\n（一）加强理论学习。每月研讨一次。\n（二）壮大村集体经济。盘活门面，增加收入。"
    )
    assert [(one.problem, one.measure) for one in found.pairs] == [(0, 1), (1, 0)]


def test_a_class_is_proposed_from_the_theme() -> None:
    assert propose_category("村集体经济薄弱，收入来源单一。") == "乡村振兴"
    assert propose_category("三会一课落实不严。") == "组织建设"
    assert propose_category("甲乙丙丁。") is None
