"""The bar of the project on the blind samples: F1 of 0.98 or better, and no lost mark between the texts."""

from tests.reports.accuracy import BLIND, Score, score_of, scores

BAR = 0.98


def test_blind_samples_reach_the_bar() -> None:
    assert scores(BLIND)["all"].f1 >= BAR


def test_the_measure_counts_missed_and_invented_items() -> None:
    label = {"problems": [{"text": "甲不足。"}, {"text": "乙不足。"}]}
    assert score_of(["甲 不足", "丙不足"], label) == Score(1, 1, 1)


def test_the_measure_takes_the_best_alternative() -> None:
    label = {"problems": [{"text": "甲、乙不足"}], "alternatives": [["甲不足", "乙不足"]]}
    assert score_of(["甲不足", "乙不足"], label) == Score(2, 0, 0)
