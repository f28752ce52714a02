"""Time in proportion: every pattern of both packages on hostile lines, the whole reading on hostile and long papers."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import cycle, islice
from types import ModuleType

import pytest

from tests.reports.rules.plain_text import document
from tracker.documents import rules as document_rules
from tracker.documents.reader.text import read as read_text
from tracker.documents.rules.folding import fold
from tracker.reports import rules as report_rules
from tracker.reports.rules import words
from tracker.reports.rules.extraction import read_report
from tracker.reports.rules.headings import kind_of_title

LINE, PAPER, SHORT_LINES = 100_000, 60_000, 4_000
MOST_SECONDS_FOR_A_LINE, MOST_SECONDS_FOR_A_PAPER, MOST_SECONDS_FOR_A_MIXTURE = 1, 5, 10
SEEDS = (
    "存在", "问题", "一是", "（一）", "1.", "；", "，", "不足", "的", "等问题", "如：", "7", " ", "\t", "（", "）", "【", "-", "—", ".",
    "存在的问题和", "问题和", "主要", "一是甲不足；", "甲、", "2022年", "责任单位：", "重", "会议", "甲",
)  # fmt: skip
FAMILIES = tuple(
    value
    for value in vars(words).values()
    if isinstance(value, tuple) and value and isinstance(value[0], str)
)
VOCABULARY = [word for family in FAMILIES for word in family]
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


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    """Patterns as they are, and those inside containers and records."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        yield from _patterns_in([*value.keys(), *value.values()])
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _patterns_in(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _patterns_in([getattr(value, field.name) for field in fields(value)])


def _modules() -> Iterator[ModuleType]:
    for package in (report_rules, document_rules):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of both packages by its own text."""
    found = (
        pattern
        for module in _modules()
        for value in vars(module).values()
        if not isinstance(value, ModuleType) and not callable(value)
        for pattern in _patterns_in(value)
    )
    return {pattern.pattern: pattern for pattern in found}


def _mixture(separator: str, length: int) -> str:
    return separator.join(islice(cycle(VOCABULARY), length // 3))[:length]


def test_the_walk_finds_the_patterns_of_every_pass() -> None:
    found = _patterns()
    assert len(found) > 100
    assert any(pattern.search("存在问题") for pattern in found.values())


@pytest.mark.parametrize("seed", [*SEEDS, "mixture", "mixture，"])
def test_every_pattern_reads_a_hostile_line_in_a_second(seed: str) -> None:
    line = fold(
        _mixture(seed[7:], LINE) if seed.startswith("mixture") else seed * (LINE // len(seed))
    )
    slow = []
    for text, pattern in _patterns().items():
        started = time.process_time()
        list(pattern.finditer(line))
        taken = time.process_time() - started
        if taken > MOST_SECONDS_FOR_A_LINE:
            slow.append((text[:60], round(taken, 1)))
    assert slow == []


@pytest.mark.parametrize(
    "seed", ["问题和", "存在的问题和", "主要的", "原因和措施", "几个方面不足、"]
)
def test_a_title_that_nearly_fits_is_not_tried_in_a_thousand_ways(seed: str) -> None:
    started = time.process_time()
    kinds = {kind_of_title((seed * 48)[:length] + "甲") for length in range(8, 48)}
    assert time.process_time() - started < MOST_SECONDS_FOR_A_LINE
    assert kinds == {None}


def _reading(text: str) -> float:
    started = time.process_time()
    read_report(read_text(text.encode()))
    return time.process_time() - started


@pytest.mark.parametrize("seed", SEEDS)
def test_a_paper_of_one_hostile_line_is_read_in_seconds(seed: str) -> None:
    assert _reading(seed * (PAPER // len(seed))) < MOST_SECONDS_FOR_A_PAPER


@pytest.mark.parametrize("separator", ["", "、", "，", "；", "。", "\n", "：", " "])
def test_a_paper_of_every_word_is_read_in_seconds(separator: str) -> None:
    assert _reading(_mixture(separator, PAPER)) < MOST_SECONDS_FOR_A_MIXTURE


@pytest.mark.parametrize("seed", SEEDS)
def test_twenty_thousand_short_lines_are_read_in_seconds(seed: str) -> None:
    assert _reading(f"{seed}\n" * SHORT_LINES) < MOST_SECONDS_FOR_A_PAPER


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
