"""How a value of ours reads in a superior's table: their words, their way of writing days and people."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.ledgers.rules.columns import BY_KEY, Key
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.submissions.figures import Stand
from tracker.ledgers.rules.their_form.layout import (
    DATED,
    JOINED,
    PEOPLE,
    ColumnOrder,
    DateStyle,
    Extra,
    Joining,
    PersonStyle,
)

_JOINT = {Joining.LINES: "\n", Joining.COMMA: "、", Joining.SEMICOLON: "；"}
_SEVERAL = re.compile(r"[、，,；;\n]")
# What superiors call each standing, the likeliest word first.
_THEIR_WORDS: Mapping[Stand, tuple[str, ...]] = {
    Stand.DONE: ("已完成", "完成", "已整改", "已销号", "整改到位", "已整改到位", "已办结", "办结", "是", "√"),
    Stand.SUSTAINED: (
        "长期坚持", "长期整改", "持续整改", "持续推进", "阶段性完成", "阶段性整改到位", "正在整改", "正在推进", "整改中", "推进中", "未完成",
        "否", "×",
    ),
    Stand.MOSTLY: ("基本完成", "正在推进", "正在整改", "整改中", "推进中", "未完成", "否", "×"),
    Stand.UNDER_WAY: (
        "正在推进", "正在整改", "整改中", "推进中", "进行中", "未完成", "未整改", "未销号", "未办结", "否", "×",
    ),
    Stand.PAUSED: ("暂缓", "正在推进", "正在整改", "整改中", "推进中", "未完成", "未整改", "否", "×"),
    Stand.OVERDUE: (
        "超期未完成", "逾期未完成", "超期", "逾期", "未完成", "未整改", "未销号", "未办结", "正在推进", "正在整改", "整改中", "推进中",
        "否", "×",
    ),
    Stand.ENDED: ("已终止", "终止", "不再整改"),
}  # fmt: skip

# 是 and 否 answer any question.
_STANDINGS = frozenset(one for words in _THEIR_WORDS.values() for one in words) - set("是否√×")
_BETWEEN = re.compile(r"[（(/／、,，|；;）)]|或者?")


def words_of_standing(listed: Sequence[str], heading: str) -> tuple[str, ...]:
    """Answer the words among which a column lets one choose how things stand; none when it asks for something else.

    They are those of its drop-down, else those that its heading names.

    >>> words_of_standing((), "完成情况（已完成/基本完成/正在推进）")
    ('已完成', '基本完成', '正在推进')
    """
    for words in (listed, _BETWEEN.split(heading)):
        found = tuple(one for one in words if one in _STANDINGS)
        if len(found) > 1:
            return tuple(words) if words is listed else found
    return ()


def proposed_words(listed: Sequence[str], heading: str) -> dict[str, str]:
    """Propose a word for every standing: one of a drop-down's, 是/否 for 是否…, else our own.

    A standing for which the drop-down has no honest word stays without one, and is named when it is met.
    """
    words = tuple(listed) or (("是", "否") if "是否" in heading else ())
    if not words:
        return {stand.value: stand.label for stand in Stand}
    found = {}
    for stand, candidates in _THEIR_WORDS.items():
        found[stand.value] = next((one for one in candidates if one in words), "")
    return found


def value_for(
    line: LedgerLine, order: ColumnOrder, stand: Stand, words: Mapping[str, str]
) -> str | date | int | None:
    """Answer what a column shows of a line; a day only where a real date was asked for; None to leave it."""
    if order.source == Extra.NOTHING:
        return None
    if order.source == Extra.CONSTANT:
        return order.constant
    if order.source == Extra.STAND:
        return words.get(stand.value, stand.label)
    if order.source == Extra.COURSE:
        return _of_key(replace(line, outcome=""), Key.PROGRESS, order)
    if order.source == Extra.LATEST:
        return line.progress[-1].text if line.progress else ""
    return _of_key(line, Key(order.source), order)


def day_words(day: date, style: DateStyle) -> str:
    """Write a day in a style; 底 only for the last day of a month."""
    if style is DateStyle.DOTTED:
        return f"{day.year}.{day.month}.{day.day}"
    if style is DateStyle.ISO:
        return day.isoformat()
    last = calendar.monthrange(day.year, day.month)[1]
    if style is DateStyle.MONTH_END and day.day == last:
        return f"{day.year}年{day.month}月底"
    return f"{day.year}年{day.month}月{day.day}日"


def _of_key(line: LedgerLine, key: Key, order: ColumnOrder) -> str | date | int:
    if key is Key.POSITION:
        return line.position
    if key in DATED:
        return _day(line, key, order.date_style)
    if key in PEOPLE:
        return _person(line, key, order.person)
    if key in JOINED and order.joining is not Joining.NUMBERED:
        return _JOINT[order.joining].join(_several(line, key))
    return BY_KEY[key].printed(line)


def _day(line: LedgerLine, key: Key, style: DateStyle) -> str | date:
    day = line.closed_on if key is Key.CLOSED_ON else line.due_on
    # Words such as 长期坚持 or 6月底前并长期坚持 say more than any day does.
    if day is None or (key is Key.DUE and line.due_text and style is DateStyle.AS_WRITTEN):
        return line.due_text if key is not Key.CLOSED_ON else ""
    return day if style is DateStyle.REAL else day_words(day, style)


def _person(line: LedgerLine, key: Key, style: PersonStyle) -> str:
    name, post = (
        (line.leader, line.leader_post) if key is Key.LEADER else (line.handler, line.handler_post)
    )
    if style is PersonStyle.AS_WRITTEN or not post or _SEVERAL.search(name):
        return name  # two people, or 各村党组织书记: the paper's wording is all there is
    bare = name.replace(post, "").strip(" （）()") or name
    return bare if style is PersonStyle.NAME else f"{post}{bare}"


def _several(line: LedgerLine, key: Key) -> list[str]:
    if key is Key.MEASURES:
        return [one.rstrip("。；;") for one in line.measures]
    if key is Key.EVIDENCE:
        return list(line.evidence)
    told = [one.text.rstrip("。；;") for one in line.progress]
    return told + ([line.outcome.rstrip("。；;")] if line.outcome else [])
