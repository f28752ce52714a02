"""The words of foreign ledgers: states of every county, sources, types, days, deadlines, lists of names."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from tracker.documents.rules.folding import fold
from tracker.documents.rules.numerals import whole_number
from tracker.reports.rules.deadlines import deadline_of
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import ResultWord, TaskKind
from tracker.tasks.rules.lifecycle import State

_BRACKETS = re.compile(r"\([^)]*\)|[\s。.;;,]")
# 已销号（2025.5.30）, 2025年12月销号: a day beside the word.
_DAY_BESIDE = re.compile(
    r"于?20\d\d(?:年\d{1,2}月(?:\d{1,2}日|[底末初中])?|[./-]\d{1,2}(?:[./-]\d{1,2}日?)?)"
)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)%|(0?\.\d+)")
_SERIAL = re.compile(r"\d{5}(?:\.0)?")
_ISO = re.compile(r"(20\d\d)-(\d{2})-(\d{2})(?: .*)?")
_COMPACT = re.compile(r"(20\d\d)(\d{2})(\d{2})")
_TELLS_A_YEAR = re.compile(r"(?:19|20)\d\d|[今本去上明次]年")
_SHORT_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # 2000-01-01 to 2099-12-31
_EXCEL_EPOCH = date(1899, 12, 30)
# A ledger repeats its words from row to row.
_REMEMBERED = 2_000
_NUMBER = re.compile(r"((?:19|20)\d\d)-(\d{3,})")
_LIST_MARK = re.compile(
    r"^\s*(?:[（(]?\d{1,2}[)）.、．](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}[、是])\s*"
)
# Measures that follow each other in one line: 1.…；2.… or 一是…；二是….
_STARTS = r"(?:^|(?<=[；;。\s]))\s*"
_CIRCLED = re.compile("([①-⑳])")  # told apart without any stop between them
_INSIDE = tuple(
    re.compile(_STARTS + mark)
    for mark in (r"(\d{1,2})[.、．](?!\d)", r"[（(](\d{1,2})[)）]", r"(\d{1,2})[)）]", r"([①-⑳])", r"([一二三四五六七八九十]{1,2})是")
)  # fmt: skip

_CLOSED = (
    "已完成", "完成", "已销号", "销号", "已整改", "已整改到位", "整改到位", "整改完毕", "整改完成", "完成整改", "已完成整改",
    "已办结", "办结", "是", "√", "✓", "✔", "已落实", "已解决", "已整改完成", "已整改销号", "100%", "1", "全部完成", "整改已完成", "已整改完毕",
    "完成销号", "已完成销号", "已完成并销号", "已到位", "整改销号",
)  # fmt: skip
_OPEN = (
    "正在推进", "推进中", "整改中", "正在整改", "进行中", "未完成", "否", "×", "✗", "未整改", "持续推进", "部分完成", "基本完成",
    "未销号", "待销号", "超期未完成", "逾期未完成", "未办结", "正在办理", "办理中", "在办", "未整改到位", "已启动", "推进", "正在落实", "序时推进",
    "按序时推进", "未到期", "达到序时进度", "已取得阶段性成效", "阶段性完成", "待签收", "待领导审签", "待初审", "待审定", "滞后",
)  # fmt: skip
_LASTING = (
    "长期坚持", "持续整改", "长期整改", "常态化", "持续坚持", "已完成并长期坚持", "基本完成长期坚持", "长期推进", "持续推进长期坚持",
    "立行立改长期坚持", "已完成长期坚持", "常态化推进", "常态长效", "已整改长期坚持",
)  # fmt: skip
_WAITING = ("待交办", "未启动", "未开始", "尚未启动", "未分解", "待分解", "未开展", "尚未开展")
_STATES = {
    **dict.fromkeys(_CLOSED, State.CLOSED),
    **dict.fromkeys(_OPEN, State.ACTIVE),
    **dict.fromkeys(_LASTING, State.SUSTAINED),
    **dict.fromkeys(_WAITING, State.UNASSIGNED),
    **{one.label: one for one in (State.ENDED, State.PAUSED, State.JOINED)},
    "终止": State.ENDED,
}
_SOURCES = (
    ("民主生活会", Source.DEMOCRATIC_LIFE), ("巡察", Source.INSPECTION), ("巡视", Source.INSPECTION), ("审计", Source.AUDIT),
    ("述职", Source.DEBRIEFING), ("信访", Source.PETITION), ("督查", Source.SUPERVISION), ("督导", Source.SUPERVISION),
    ("督办", Source.SUPERVISION), ("检查", Source.SUPERVISION), ("考核", Source.SUPERVISION), ("自查", Source.SELF_CHECK),
    ("主体责任", Source.SELF_CHECK), ("报告", Source.SELF_CHECK), ("查摆", Source.SELF_CHECK), ("其他", Source.OTHER),
)  # fmt: skip
_KINDS = (
    ("立行立改", TaskKind.AT_ONCE), ("立即", TaskKind.AT_ONCE), ("立查立改", TaskKind.AT_ONCE), ("即知即改", TaskKind.AT_ONCE),
    ("限期", TaskKind.BY_STAGES), ("阶段", TaskKind.BY_STAGES), ("集中", TaskKind.BY_STAGES), ("近期", TaskKind.BY_STAGES),
    ("中期", TaskKind.BY_STAGES), ("持续", TaskKind.LASTING), ("长期", TaskKind.LASTING), ("常态", TaskKind.LASTING),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as read: its day, the paper's words (empty where it was a plain day), whether it lasts."""

    on: date | None
    text: str
    lasting: bool


@lru_cache(_REMEMBERED)
def state_from(text: str) -> State | None:
    """Answer the state that a county's word means; None when the word is not known.

    长期坚持 is answered for work that goes on; what an import makes of it is not decided here.
    """
    folded = fold(text).strip()
    if (share := _PERCENT.fullmatch(folded)) is not None:
        return _reached(float(share[1] or 0) / 100 or float(share[2] or 0))
    return _STATES.get(_BRACKETS.sub("", _DAY_BESIDE.sub("", folded)))


def _reached(share: float) -> State:
    if share >= 1:
        return State.CLOSED
    return State.ACTIVE if share else State.UNASSIGNED


def closing_in(text: str) -> date | None:
    """Answer the day that stands beside the word for a closure: 已销号（2025.5.30）; None where there is none."""
    found = _DAY_BESIDE.search(fold(text))
    closed = found is not None and state_from(text) is State.CLOSED
    return deadline_of(found[0], None).on if found is not None and closed else None


def result_from(text: str) -> ResultWord | None:
    """Answer 基本完成 where a person wrote it; it is never computed."""
    return ResultWord.MOSTLY_DONE if "基本完成" in text else None


@lru_cache(_REMEMBERED)
def source_from(text: str) -> Source | None:
    """Answer the kind of paper that a word of origin means; None when it is not known."""
    by_label = next((one for one in Source if one.label == text), None)
    return by_label or next((one for word, one in _SOURCES if word in fold(text)), None)


@lru_cache(_REMEMBERED)
def kind_from(text: str) -> TaskKind | None:
    """Answer the type of rectification that a word means; None when it is not known."""
    return next((one for word, one in _KINDS if word in fold(text)), None)


def day_from(text: str, year: int) -> date | None:
    """Read one day: ISO, 2026.6.30, 2026年6月30日, 20260630, 6.30 of a year, or Excel's number of days."""
    folded = fold(text).strip()
    if _SERIAL.fullmatch(folded) and _FIRST_SERIAL <= float(folded) <= _LAST_SERIAL:
        return _EXCEL_EPOCH + timedelta(days=int(float(folded)))
    if (found := _COMPACT.fullmatch(folded) or _ISO.fullmatch(folded)) is not None:
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if (short := _SHORT_DAY.fullmatch(folded)) is not None:
        return _date(year, int(short[1]), int(short[2]))
    return deadline_of(text, year).on


@lru_cache(_REMEMBERED)
def due_from(text: str, year: int) -> Due:
    """Read a deadline, a plain day or words (6月底前并长期坚持); ``year`` is the one that work is done in."""
    folded = fold(text).strip()
    plain = _ISO.fullmatch(folded) or _SERIAL.fullmatch(folded) or _COMPACT.fullmatch(folded)
    day = day_from(text, year)
    if plain and day is not None:
        return Due(day, "", lasting=False)
    return Due(day, text.strip(), deadline_of(text, year).lasting)


def doubts_of(due: Due, today: date) -> tuple[str, ...]:
    """Answer what a person should look at in the deadline of open work: no day at all, or a year that was guessed and is over."""
    if due.on is None:
        told = "按原文保留；没有具体日期，不会提醒。要提醒的，在后面写上日期，例如“立行立改（2026年1月23日前）”。"
        return (told,) if due.text else ()
    if due.on.year >= today.year or not due.text or _TELLS_A_YEAR.search(due.text):
        return ()
    day = f"{due.on.year}年{due.on.month}月{due.on.day}日"
    return (f"没有写年份，按{day}算；不是这一年的，请写上年份，例如“{today.year}年6月底前”。",)


def number_from(text: str) -> tuple[int, str] | None:
    """Read one of our numbers (2026-001): its year and itself; None for anything else."""
    found = _NUMBER.fullmatch(fold(text).strip())
    return (int(found[1]), found[0]) if found else None


def measures_from(text: str) -> tuple[str, ...]:
    """Part a cell into measures, one a line or one a number, without the numbers in front."""
    parts = (part for line in text.splitlines() for part in _parted(line.strip()))
    measures = (_LIST_MARK.sub("", part).strip() for part in parts)
    return tuple(one for one in measures if one)


def _parted(line: str) -> list[str]:
    """Part a line in which measures follow each other under numbers that count on from the first."""
    for mark in (*_INSIDE, *([_CIRCLED] if line.startswith("①") else [])):
        found = list(mark.finditer(line))
        if len(found) > 1 and [_ordinal(one[1]) for one in found] == list(range(1, len(found) + 1)):
            places = [0, *(one.start() for one in found[1:]), len(line)]
            return [line[start:end] for start, end in pairwise(places)]
    return [line]


def _ordinal(sign: str) -> int:
    return whole_number(sign) or int(unicodedata.numeric(sign[0], 0))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
