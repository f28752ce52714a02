"""Time in proportion: every pattern of both packages on hostile lines, the whole reading on hostile and long papers.

No test here says how fast a machine has to be: each compares what a text takes with what a quarter of it takes.
"""

import gc
import importlib
import pkgutil
import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from itertools import cycle, islice
from types import ModuleType

import pytest

from tracker.documents import rules as document_rules
from tracker.documents.reader.text import read as read_text
from tracker.documents.rules.folding import fold
from tracker.reports import rules as report_rules
from tracker.reports.rules import words
from tracker.reports.rules.extraction import read_report
from tracker.reports.rules.headings import kind_of_title

LINE, PAPER, SHORT_LINES = 40_000, 40_000, 4_000
TIMES = 4
ALLOWED_GROWTH = 2.5
"""How many times more than its share a text may take; what grows with the square takes four times its share."""
NOTICEABLE, ATTEMPTS = 0.1, 3
"""Seconds below which nobody waits and a clock tells nothing; attempts, since a machine may pause at any of them."""
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


def _seconds(read: Callable[[str], object], text: str) -> float:
    """Processor seconds of one reading, without the collecting of what other tests left."""
    gc.disable()
    try:
        started = time.process_time()
        read(text)
        return time.process_time() - started
    finally:
        gc.enable()


def _in_proportion(read: Callable[[str], object], text: str) -> bool:
    """Whether a text takes no more, against a quarter of it, than its length explains."""

    def once() -> bool:
        whole = _seconds(read, text)
        if whole < NOTICEABLE:
            return True
        return whole < _seconds(read, text[: len(text) // TIMES]) * TIMES * ALLOWED_GROWTH

    return any(once() for _ in range(ATTEMPTS))


def _drain(pattern: re.Pattern[str], line: str) -> None:
    deque(pattern.finditer(line), 0)


def _repeated(seed: str, length: int) -> str:
    return seed * (length // len(seed))


def test_what_grows_with_the_square_is_caught() -> None:
    assert not _in_proportion(re.compile("甲+乙").findall, "甲" * LINE)
    assert _in_proportion(re.compile("甲+").findall, "甲" * LINE)


@pytest.mark.parametrize("seed", [*SEEDS, "mixture", "mixture，"])
def test_every_pattern_reads_a_hostile_line_in_proportion(seed: str) -> None:
    mixed = seed.startswith("mixture")
    line = fold(_mixture(seed[7:], LINE) if mixed else _repeated(seed, LINE))

    slow = [
        text[:60]
        for text, pattern in _patterns().items()
        if not _in_proportion(partial(_drain, pattern), line)
    ]

    assert slow == []


@pytest.mark.parametrize(
    "seed", ["问题和", "存在的问题和", "主要的", "原因和措施", "几个方面不足、"]
)
def test_a_title_that_nearly_fits_is_not_tried_in_a_thousand_ways(seed: str) -> None:
    def kinds(longest: str) -> set[object]:
        return {kind_of_title(longest[:length] + "甲") for length in range(8, len(longest))}

    assert _in_proportion(kinds, (seed * 48)[:48])
    assert kinds((seed * 48)[:48]) == {None}


def _read(text: str) -> None:
    read_report(read_text(text.encode()))


@pytest.mark.parametrize("seed", [*SEEDS, *PAPERS])
def test_a_paper_of_one_hostile_line_is_read_in_proportion(seed: str) -> None:
    assert _in_proportion(_read, _repeated(seed, PAPER))


@pytest.mark.parametrize("separator", ["", "、", "，", "；", "。", "\n", "：", " "])
def test_a_paper_of_every_word_is_read_in_proportion(separator: str) -> None:
    assert _in_proportion(_read, _mixture(separator, PAPER))


@pytest.mark.parametrize("seed", SEEDS)
def test_thousands_of_short_lines_are_read_in_proportion(seed: str) -> None:
    assert _in_proportion(_read, f"{seed}\n" * SHORT_LINES)
