"""A deadline as printed (6月底前并长期坚持): its day where one can be had, and whether it is lasting."""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.documents.rules.folding import fold

_LASTING = re.compile("长期坚持|长期|持续|常态化|立行立改并|坚持经常|永远|一以贯之|久久为功")
_YEAR = re.compile(r"(20\d\d)\s*(?:年|[.\-/])")
RELATIVE_YEARS = {
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "次年": 1,
    "来年": 1,
    "下一年": 1,
    "下年": 1,
}
_FULL = re.compile(r"(20\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*(?:日|号)")
_MONTH = re.compile(
    r"(?<!\d)(\d{1,2}|十[一二]?|[一二三四五六七八九])\s*(?:月份|月)(?!内|时间)(上旬|中旬|下旬|初|中|底|末)?"
)
_DOTTED_MONTH = re.compile(r"20\d\d\s*[.\-/]\s*(\d{1,2})(?!\d)")
_NUMERAL = "(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
# 6月底前完成, 年内, 三个月内: a time limit told inside a measure.
_LIMIT = re.compile(
    rf"(?:(?:20[0-9]{{2}}年|今年|明年|本年度?)?(?:{_NUMERAL}月(?:份|[0-9]{{1,2}}日|[底末初]|[上中下]旬)?|年[底末终]|上半年|第?[一二三四1-4]季度末?)"
    rf"(?:之前|以前|前)|(?:今年|明年|20[0-9]{{2}}年)(?:底|末)?(?:之前|以前|前|内)|(?<![0-9一二两三四五六七八九十几多])年内|{_NUMERAL}个(?:月|工作日|星期)(?:之内|以内|内))"
)
_PARTS = {"上旬": 10, "中旬": 20, "初": 10, "中": 15}
_PERIODS = {
    "上半年": (6, 30), "下半年": (12, 31), "年底": (12, 31), "年末": (12, 31), "年内": (12, 31), "年终": (12, 31),
    "一季度": (3, 31), "二季度": (6, 30), "三季度": (9, 30), "四季度": (12, 31), "第1季度": (3, 31), "第2季度": (6, 30),
    "第3季度": (9, 30), "第4季度": (12, 31), "年中": (6, 30), "年前": (12, 31),
}  # fmt: skip
_MONTHS = {sign: index for index, sign in enumerate("一二三四五六七八九十", 1)} | {
    "十一": 11,
    "十二": 12,
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words as printed, the last day they allow (None when they name none), and whether it lasts."""

    text: str
    on: date | None
    lasting: bool


def deadline_of(text: str, working_year: int | None) -> Deadline:
    """Read a deadline; a day without a year falls into ``working_year``.

    The problems of the report on 2022 are worked off in 2023 (PRODUCT.md §7), so the caller gives the
    report's year plus one. 今年 and 明年 are spoken from the report: 今年 is the year before
    ``working_year``, 明年 is ``working_year``. 立行立改 and 一个月内 name no day.
    """
    folded = fold(text)
    return Deadline(text, _day(folded, working_year), _LASTING.search(folded) is not None)


def limit_in(measures: Sequence[str], working_year: int | None) -> Deadline | None:
    """Return the time limit that measures name in their text, the last of several; None when they name none."""
    return last_of(deadline_of(words, working_year) for words in limits_in(measures))


def limits_in(measures: Sequence[str]) -> list[str]:
    """Return the words of every time limit that measures name in their text."""
    return [
        text[one.start() : one.end()] for text in measures for one in _LIMIT.finditer(fold(text))
    ]


def last_of(limits: Iterable[Deadline]) -> Deadline | None:
    """Return the deadline that ends last, None when there is none."""
    return max(limits, key=lambda one: one.on or date.min, default=None)


def _day(folded: str, working_year: int | None) -> date | None:
    full = _FULL.search(folded)
    if full is not None:
        return _date(int(full[1]), int(full[2]), int(full[3]))
    year = _year(folded, working_year)
    if year is None:
        return None
    found = _MONTH_DAY.search(folded)
    if found is not None:
        return _date(year, int(found[1]), int(found[2]))
    month = _MONTH.search(folded) or _DOTTED_MONTH.search(folded)
    if month is not None:
        return _month_end(year, month)
    period = next((name for name in _PERIODS if name in folded), None)
    if period is not None:
        return _date(year, *_PERIODS[period])
    return (
        date(year, 12, 31)
        if re.fullmatch(r"\s*20\d\d\s*年(?:度)?(?:内|完成|前)?\s*", folded)
        else None
    )


def _year(folded: str, working_year: int | None) -> int | None:
    printed = _YEAR.search(folded)
    if printed is not None:
        return int(printed[1])
    if working_year is None:
        return None
    word = next((word for word in RELATIVE_YEARS if word in folded), None)
    return working_year if word is None else working_year - 1 + RELATIVE_YEARS[word]


def _month_end(year: int, found: re.Match[str]) -> date | None:
    month = _MONTHS.get(found[1]) or (int(found[1]) if found[1].isdecimal() else 0)
    if not 1 <= month <= len(calendar.month_name) - 1:
        return None
    part = found[2] if found.re.groups > 1 else None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(_PARTS.get(part or "", last), last))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
