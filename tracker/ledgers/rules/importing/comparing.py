"""Rows that the ledger already has: which cells a workbook changes, and what an import may do about each."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.ledgers.rules.columns import BY_KEY, Column, Key, Reads
from tracker.ledgers.rules.importing import words
from tracker.ledgers.rules.importing.entries import Entry
from tracker.ledgers.rules.keys import as_read
from tracker.ledgers.rules.lines import LedgerLine
from tracker.tasks.rules.lifecycle import FINAL, State

_DAY_IN_FRONT = re.compile(r"^(20\d\d)年(\d{1,2})月(\d{1,2})日：(.+)$", re.DOTALL)
_OUTCOME_IN_FRONT = "成效："
AMENDED = frozenset({Key.STANDARD, Key.MEASURES})
_REFUSED = {
    Key.STATE: "状态不能靠导入改变，请在任务页办理相应手续。",
    Key.CLOSED_ON: "销号日期由审批记录得出，不能靠导入改变。",
    Key.DUE: "整改时限要改，请走延期手续。",
    Key.DUE_ON: "整改时限要改，请走延期手续。",
    Key.PROBLEM: "问题原文已锁定，不能改动。",
    Key.NUMBER: "编号不能改动。",
    Key.OUTCOME: "整改成效在申请销号时填写。",
}
_BY_HAND = "这一项请在任务页修改。"
_OVER = "任务已办结，不能再改。"
_ONLY_ADD = "进展只能续写，已填报的内容不能删改。"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs; ``refusal`` says why an import cannot take it over, empty when it can.

    ``said`` is what would be written: for progress the new lines alone, told of ``done_on`` where they name a
    day.
    """

    number: str
    task_id: int
    key: Key
    old: str
    new: str
    refusal: str = ""
    said: str = ""
    done_on: date | None = None

    @property
    def name(self) -> str:
        """Answer what a form calls this change."""
        return f"{self.task_id}-{self.key.value}"

    @property
    def title(self) -> str:
        """Answer the heading of its column."""
        return BY_KEY[self.key].title


def changes_in(entry: Entry, line: LedgerLine) -> Iterator[Change]:
    """Yield the cells of a row that say something else than the ledger.

    A cell that still holds what was once exported is no change, whatever the ledger has learned since; a blank
    cell says nothing.
    """
    for key, text in entry.cells.items():
        column = BY_KEY[key]
        if column.reads is Reads.NOTHING or not as_read(text):
            continue
        if entry.key is not None and entry.key.is_untouched(key, text):
            continue
        if not _same(column, text, line):
            yield _change(column, text, line)


def _same(column: Column, text: str, line: LedgerLine) -> bool:
    told = as_read(text)
    if told in {as_read(column.data(line)), as_read(column.printed(line))}:
        return True
    means_same = _MEANS_SAME.get(column.reads)
    return means_same is not None and means_same(text, line, column)


def _same_state(told: State | None, state: State) -> bool:
    """Tell whether a county's word still fits: 正在推进 fits every open state."""
    if told is State.ACTIVE:
        return state not in FINAL and state is not State.SUSTAINED
    return told is state


def _same_due(text: str, line: LedgerLine, _: Column) -> bool:
    return words.due_from(text, line.year).on == line.due_on and not line.due_text


# Different words for the same thing are no change.
_MEANS_SAME: dict[Reads, Callable[[str, LedgerLine, Column], bool]] = {
    Reads.STATE: lambda text, line, _: _same_state(words.state_from(text), line.state),
    Reads.MEASURES: lambda text, line, _: words.measures_from(text) == line.measures,
    Reads.DAY: lambda text, line, column: words.day_from(text, line.year) == column.data(line),
    Reads.DEADLINE: _same_due,
    Reads.SOURCE: lambda text, line, _: words.source_from(text) is line.source,
    Reads.KIND: lambda text, line, _: words.kind_from(text) is line.kind,
}


def _change(column: Column, text: str, line: LedgerLine) -> Change:
    old = as_read(column.data(line))
    if column.key is Key.PROGRESS:
        return _progress(text, old, line)
    refusal = ""
    if column.key not in AMENDED:
        refusal = _REFUSED.get(column.key, _BY_HAND)
    elif line.state in FINAL:
        refusal = _OVER
    return Change(line.number, line.task_id, column.key, old, text, refusal, said=text)


def _progress(text: str, old: str, line: LedgerLine) -> Change:
    before = {_without_day(one)[0] for one in old.splitlines()}
    new = [one for one in as_read(text).splitlines() if _without_day(one)[0] not in before]
    said = [_without_day(one) for one in new if not one.startswith(_OUTCOME_IN_FRONT)]
    days = {day for _, day in said if day is not None}
    refusal = "" if said else _ONLY_ADD
    if said and line.state not in {State.ACTIVE, State.SUSTAINED}:
        refusal = f"这项任务现在是“{line.state.label}”，不能填报进展。"
    return Change(
        number=line.number,
        task_id=line.task_id,
        key=Key.PROGRESS,
        old=old,
        new=text,
        refusal=refusal,
        said="\n".join(one for one, _ in said),
        done_on=max(days, default=None),
    )


def _without_day(text: str) -> tuple[str, date | None]:
    found = _DAY_IN_FRONT.match(text)
    if found is None:
        return text, None
    try:
        return found[4], date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return text, None
