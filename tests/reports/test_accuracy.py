"""The three sets of labelled samples are read without a miss, and the measure counts what it says."""

from pathlib import Path

import pytest

from tests.reports.accuracy import BLIND, Score, samples, score_of

FOLDERS = (BLIND, BLIND.with_name("reports_heldout"), BLIND.with_name("reports_final"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_problem_of_the_samples_is_read_and_none_is_invented(folder: Path) -> None:
    read = {name: score_of(texts, label) for name, texts, label in samples(folder)}

    assert read
    assert [name for name, score in read.items() if score.missed or score.invented] == []


def test_the_measure_counts_missed_and_invented_items() -> None:
    label = {"problems": [{"text": "甲不足。"}, {"text": "乙不足。"}]}
    assert score_of(["甲 不足", "丙不足"], label) == Score(1, 1, 1)


def test_the_measure_takes_the_best_alternative() -> None:
    label = {"problems": [{"text": "甲、乙不足"}], "alternatives": [["甲不足", "乙不足"]]}
    assert score_of(["甲不足", "乙不足"], label) == Score(2, 0, 0)
