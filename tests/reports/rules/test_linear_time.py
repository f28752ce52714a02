"""Time in proportion: the patterns that scan whole lines on a hostile megabyte, the passes on repeated papers."""

import re
import time
from collections.abc import Iterator

import pytest

from tests.reports.rules.plain_text import document
from tracker.documents.rules.folding import fold
from tracker.reports.rules import faults, labels, pieces, splitting
from tracker.reports.rules.extraction import read_report

MEGABYTE = 1_000_000
MOST_SECONDS = 5
# Tried on texts of at most 40 signs.
ANCHORED = {"_AREA_TAIL", "_BARE_AREA_TAIL"}
LINES = ("的", "存在", "问题和", "有一些", "，", "一是甲不足；", "甲、")
PAPERS = (
    "二、存在问题\n一是甲不足。\n",
    "存在问题：甲不足。下一步，将改。\n",
    "（一）甲方面\n1.乙不足。\n",
    "但仍存在一些问题：",
    "一是甲不足；",
    "首先，甲不够。此外，",
    "【问题】甲不足。",
)
BASE, TIMES = 40_000, 4
ALLOWED_GROWTH, SHORTEST = 2.5, 0.3


# The other passes' patterns only ever see titles and sentences of bounded length.
SCANNERS = (faults, labels, pieces, splitting)


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in SCANNERS:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and name not in ANCHORED:
                yield f"{module.__name__}.{name}", value


@pytest.mark.parametrize("seed", LINES)
def test_scanning_patterns_read_a_megabyte_in_seconds(seed: str) -> None:
    line = fold(seed * (MEGABYTE // len(seed)))
    slow = []
    for name, pattern in _patterns():
        started = time.perf_counter()
        pattern.search(line)
        taken = time.perf_counter() - started
        if taken > MOST_SECONDS:
            slow.append((name, round(taken, 1)))
    assert slow == []


def _seconds(text: str) -> float:
    paper = document(text)
    started = time.perf_counter()
    read_report(paper)
    return time.perf_counter() - started


@pytest.mark.parametrize("seed", PAPERS)
def test_a_paper_four_times_as_long_takes_about_four_times_as_long(seed: str) -> None:
    short = _seconds(seed * (BASE // len(seed)))
    long = _seconds(seed * (BASE * TIMES // len(seed)))
    assert long < max(SHORTEST, short * TIMES * ALLOWED_GROWTH)
