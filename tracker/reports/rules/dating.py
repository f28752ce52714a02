"""When a paper was written, and which year a deadline without one (9月20日前) belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.reports.rules.deadlines import (
    RELATIVE_YEARS,
    Deadline,
    deadline_of,
    last_of,
    limits_in,
)

# （2024年12月20日） below the title, 2024年1月15日 below the signature, or behind the name in one line.
_DATE = r"(20\d\d)年 ?(\d{1,2})月(?: ?(\d{1,2})日)?"
_DATE_LINE = re.compile(rf"[^,。;:\d]{{0,24}}[ (]{{0,4}}{_DATE}\)?")
# 填报单位：某办 填报时间：2024年10月10日, above a ledger.
_FILLED_IN = re.compile(rf"(?:填报|填表|报送|制表|上报|成文|印发)(?:时间|日期): ?{_DATE}")
_HEAD_LINES, _FOOT_LINES = 6, 6
# A ledger may still print the limit of a few days ago: 当场整改, 9月5日前.
_JUST_PASSED = timedelta(days=30)
_DAY = re.compile("\\d(?:日|号)")
_PERIODS = (("一季度", 4), ("上半年", 7), ("半年度", 7), ("三季度", 10))


@dataclass(frozen=True, slots=True)
class Written:
    """``year`` is what the paper calls 今年; a day that it names without a year is the first one from ``since`` on."""

    year: int
    since: date


def written_when(lines: Sequence[str], title: str | None, year: int | None) -> Written | None:
    """Return when a paper with these folded lines was written, None when nothing tells it.

    The printed date counts, else the end of the part of the ``year`` that the title names (上半年), else
    the end of that year.
    """
    printed = printed_date(lines)
    if printed is not None and (year is None or printed.year in (year, year + 1)):
        return Written(printed.year, printed)
    if year is None:
        return None
    month = next((month for name, month in _PERIODS if name in (title or "")), None)
    return Written(year, date(year, month, 1) if month else date(year + 1, 1, 1))


def printed_date(lines: Sequence[str]) -> date | None:
    """Return the day that folded lines print below the signature, below the title or above a ledger, None when none."""
    for line in (*reversed(lines[-_FOOT_LINES:]), *lines[:_HEAD_LINES]):
        found = _DATE_LINE.fullmatch(line.strip()) or _FILLED_IN.search(line)
        if found is not None:
            try:
                return date(int(found[1]), int(found[2]), int(found[3] or 1))
            except ValueError:
                continue
    return None


def dated(text: str, written: Written | None) -> Deadline:
    """Read a deadline of a paper written then: 今年 and 明年 from its year, a day without year as the next one."""
    if written is None:
        return deadline_of(text, None)
    if any(word in text for word in RELATIVE_YEARS):
        return deadline_of(text, written.year + 1)
    soonest = written.since - _JUST_PASSED if _DAY.search(text) else written.since
    found = deadline_of(text, written.since.year)
    if found.on is None or found.on >= soonest:
        return found
    return deadline_of(text, written.since.year + 1)


def dated_limit(measures: Sequence[str], written: Written | None) -> Deadline | None:
    """Return the time limit that measures of such a paper name, the last of several; None when they name none."""
    return last_of(dated(words, written) for words in limits_in(measures))
