"""The five real reports that stand beside the repository are read exactly; skipped where they are absent."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reports.rules.plain_text import read

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "reports"
LABELS = sorted(FOLDER.glob("*.json")) if FOLDER.is_dir() else []

pytestmark = pytest.mark.skipif(
    not LABELS, reason="the shared sample reports are not beside the repository"
)


@pytest.fixture(params=LABELS, ids=lambda path: path.stem[:3])
def sample(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    path: Path = request.param
    return path.with_suffix(".txt").read_text("utf-8-sig"), json.loads(path.read_text("utf-8"))


def test_problems_are_exact(sample: tuple[str, dict[str, Any]]) -> None:
    text, label = sample
    found = read(text).problems
    assert [(one.number, one.title, len(one.text)) for one in found] == [
        (one["number"], one["title"], one["length"]) for one in label["problems"]
    ]
    for one, expected in zip(found, label["problems"], strict=True):
        assert one.text.startswith(expected["starts"])
        assert one.text.endswith(expected["ends"])


def test_measures_begin_where_they_should(sample: tuple[str, dict[str, Any]]) -> None:
    text, label = sample
    found = read(text).measures
    assert [one.number for one in found] == [one["number"] for one in label["measures"]]
    assert all(
        one.text.startswith(expected["starts"])
        for one, expected in zip(found, label["measures"], strict=True)
    )


def test_facts_are_exact(sample: tuple[str, dict[str, Any]]) -> None:
    text, label = sample
    found = read(text)
    assert (found.year, found.title, found.stated_count) == (
        label["year"],
        label["title"],
        label["stated_count"],
    )


def test_rectified_findings_are_collected(sample: tuple[str, dict[str, Any]]) -> None:
    text, label = sample
    found = read(text).last_year
    assert len(found) == len(label["last_year"])
    assert all(
        expected in one.text for one, expected in zip(found, label["last_year"], strict=True)
    )


def test_no_pair_is_proposed_that_the_label_does_not_know(
    sample: tuple[str, dict[str, Any]],
) -> None:
    text, label = sample
    assert {(one.problem, one.measure) for one in read(text).pairs} <= {
        tuple(pair) for pair in label["pairs"]
    }
