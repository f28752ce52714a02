"""What somebody wants to change about days, as typed, as imported, and as carried from page to page; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.core.errors import InvalidError
from tracker.workdays.rules.calendar import SetDay
from tracker.workdays.rules.calendars import SetDays

FIRST_YEAR = 1990
LAST_YEAR = 2200
# No notice names as many days; a longer list is a slip.
MOST_DAYS = 400
_LONGEST_SPAN = 60
_LONGEST_NOTE = 60
_DAY = re.compile(r"(\d{4})\s*(?:[-./]|年)\s*(\d{1,2})\s*(?:[-./]|月)\s*(\d{1,2})\s*日?(?!\d)")
_BETWEEN = re.compile(r"\s*(?:至|到|—+|–|~|～)\s*")
_WORDS = {
    "上班": "work",
    "班": "work",
    "补班": "work",
    "调休上班": "work",
    "工作日": "work",
    "放假": "rest",
    "休": "rest",
    "休息": "rest",
    "调休放假": "rest",
    "节假日": "rest",
    "恢复默认": "clear",
}


class DayKind(StrEnum):
    """What a day is to be."""

    WORK = "work"
    REST = "rest"
    CLEAR = "clear"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"work": "上班", "rest": "放假", "clear": "恢复默认"}[self.value]


@dataclass(frozen=True, slots=True)
class DayChange:
    """One day and what it is to be; ``note`` says why."""

    day: date
    kind: DayKind
    note: str = ""


def encode(changes: Iterable[DayChange]) -> str:
    """Write changes as lines ``2027-02-07|rest|春节``, to be carried through a form or an address."""
    return "\n".join(f"{one.day.isoformat()}|{one.kind}|{one.note}" for one in changes)


def decode(text: str) -> tuple[DayChange, ...]:
    """Read what ``encode`` wrote.

    Raises:
        InvalidError: it is something else.
    """
    try:
        parts = [line.split("|", 2) for line in text.splitlines() if line.strip()]
        found = tuple(
            DayChange(date.fromisoformat(day), DayKind(kind), note[:_LONGEST_NOTE])
            for day, kind, note in parts
        )
    except ValueError as error:
        raise InvalidError("没有认出要改哪些日期，请返回工作日历重新选择。") from error
    if not found or len(found) > MOST_DAYS:
        raise InvalidError("没有认出要改哪些日期，请返回工作日历重新选择。")
    for one in found:
        check_year(one.day.year)
    return found


def check_year(year: int, field: str = "day") -> None:
    """Refuse a year outside those that the calendar keeps.

    Raises:
        InvalidError: with the field.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidError(f"请填写 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间的日期。", field)


def read_rows(rows: Iterable[Sequence[str]]) -> tuple[tuple[DayChange, ...], tuple[str, ...]]:
    """Read rows of 日期(or 起 至 止), 安排, 说明; answer the changes by day, and a sentence for each odd row.

    A heading row is passed over; where two rows name a day the later one counts.
    """
    found: dict[date, DayChange] = {}
    odd: list[str] = []
    for number, row in enumerate(rows, start=1):
        cells = [one.strip() for one in row if one.strip()]
        if not cells or (not found and not odd and not _DAY.search("".join(cells))):
            continue
        try:
            for change in _row(cells):
                found[change.day] = change
        except InvalidError as error:
            odd.append(f"第{number}行：{error.message}")
    if len(found) > MOST_DAYS:
        raise InvalidError(f"一次最多导入{MOST_DAYS}天，请分开导入。", "file")
    return tuple(found[day] for day in sorted(found)), tuple(odd)


def _row(cells: Sequence[str]) -> list[DayChange]:
    days = [_day(match) for one in cells for match in _DAY.finditer(one)]
    # 上班，补班 says the same twice; only both at once say nothing.
    kinds = list({_WORDS[one] for one in cells if one in _WORDS})
    if not days or len(days) > 2:  # noqa: PLR2004  a day, or its first and last
        raise InvalidError("没有认出日期，请写成 2027-02-07，或者 2027-02-06 至 2027-02-12。")
    if len(kinds) != 1:
        raise InvalidError("请在日期后面写明“上班”或“放假”。")
    first, last = days[0], days[-1]
    if not 0 <= (last - first).days <= _LONGEST_SPAN:
        raise InvalidError(f"起止日期不对，应当先起后止，最长{_LONGEST_SPAN}天。")
    note = next((one for one in reversed(cells) if one not in _WORDS and not _is_day(one)), "")
    return [
        DayChange(first + timedelta(days=n), DayKind(kinds[0]), note[:_LONGEST_NOTE])
        for n in range((last - first).days + 1)
    ]


def _is_day(cell: str) -> bool:
    return bool(_DAY.search(cell)) and not _BETWEEN.sub("", _DAY.sub("", cell)).strip("()（） ")


def _day(match: re.Match[str]) -> date:
    year, month, day = (int(one) for one in match.groups())
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise InvalidError(f"“{match.group()}”不是日历上的日期。") from error
    check_year(found.year, "file")
    return found


def apply(set_days: SetDays, unit_id: int | None, changes: Iterable[DayChange]) -> SetDays:
    """Answer the days as they would be set after changes of one unit (None: the whole installation)."""
    mine = dict(set_days.get(unit_id, {}))
    for one in changes:
        if one.kind is DayKind.CLEAR:
            mine.pop(one.day, None)
        else:
            mine[one.day] = SetDay(one.kind is DayKind.WORK, one.note)
    return {**set_days, unit_id: mine}
