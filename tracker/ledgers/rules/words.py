"""How the facts of a ledger's row are worded in its cells."""

from collections.abc import Sequence

from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.lines import LedgerLine
from tracker.tasks.rules.lifecycle import State


def numbered(texts: Sequence[str]) -> str:
    """Answer several measures one a line, numbered; a single one plain."""
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{number}.{text}" for number, text in enumerate(texts, start=1))


def remarks_of(line: LedgerLine) -> str:
    """Answer what the ledger must say besides: repeats, rounds, extensions, joined, ended."""
    found = []
    if line.repeats_year is not None:
        found.append(f"与{line.repeats_year}年度报告的问题重复出现")
    if line.round > 1:
        found.append(f"第{line.round}次整改")
    for one in line.extensions:
        how = "补办延期" if one.late else "经批准延期"
        found.append(f"原时限{shown(one.due_before)}，{how}至{shown(one.due_after)}")
    if line.state is State.JOINED:
        found.append(f"并入{line.joined_to}号办理")
    if line.state is State.ENDED and line.basis:
        found.append(f"终止依据：{line.basis}")
    if line.imported:
        found.append("历史导入")
    return "；".join(found)


def state_words(line: LedgerLine) -> str:
    """Answer the state for a column of results, overdue ones named as such."""
    return f"{line.state.label}（超期未完成）" if line.overdue else line.state.label


def due_words(line: LedgerLine) -> str:
    """Answer the deadline as the paper words it, else as a day."""
    return line.due_text or shown(line.due_on)


def progress_words(line: LedgerLine) -> str:
    """Answer the progress of the running round, one report a line, and what came of it."""
    lines = [f"{shown(one.done_on)}：{one.text}" for one in line.progress]
    if line.outcome:
        lines.append(f"成效：{line.outcome}")
    return "\n".join(lines)


def closing_words(line: LedgerLine) -> str:
    """Answer when the task was closed, and the remarks."""
    closed = f"{shown(line.closed_on)}销号" if line.closed_on else ""
    return "；".join(part for part in (closed, remarks_of(line)) if part)
