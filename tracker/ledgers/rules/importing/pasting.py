"""Columns copied from a workbook and pasted as text: a number and its progress on each line."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.headings import column_for
from tracker.ledgers.rules.importing.comparing import Change, changes_in
from tracker.ledgers.rules.importing.entries import Entry
from tracker.ledgers.rules.importing.words import number_from
from tracker.ledgers.rules.lines import LedgerLine

_PARTS = 2


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted: changes, lines that say nothing new, and lines that nobody can place."""

    changes: tuple[Change, ...]
    same: int
    unplaced: tuple[str, ...]


def entries_in(text: str) -> tuple[list[Entry], list[str]]:
    """Answer the entries of pasted columns (编号, 进展), and the lines that are none.

    Cells with several lines come in quotes, as workbooks copy them; a line of headings is passed over.
    """
    entries: list[Entry] = []
    unplaced: list[str] = []
    for row, parts in enumerate(csv.reader(text.splitlines(keepends=True), delimiter="\t"), 1):
        filled = [part.strip() for part in parts]
        if not any(filled) or _is_heading(filled):
            continue
        number = number_from(filled[0])
        said = filled[1] if len(filled) >= _PARTS else ""
        if number is None or not said:
            unplaced.append(f"“{' '.join(filled).strip()}”：没有写全编号和进展")
        else:
            entries.append(Entry(row, row, {Key.NUMBER: number[1], Key.PROGRESS: said}))
    return entries, unplaced


def pasted(text: str, lines: Mapping[str, LedgerLine]) -> Pasted:
    """Compare what was pasted with the ledger; ``lines`` are its rows by number."""
    entries, unplaced = entries_in(text)
    changes: list[Change] = []
    same = 0
    for entry in entries:
        line = lines.get(entry.cells[Key.NUMBER])
        if line is None:
            unplaced.append(f"{entry.cells[Key.NUMBER]}：台账里没有这个编号")
            continue
        # Words that the ledger has already are pasted once more: nothing to do.
        found = [one for one in changes_in(entry, line) if one.key is Key.PROGRESS and one.said]
        changes += found
        same += not found
    return Pasted(tuple(changes), same, tuple(unplaced))


def _is_heading(parts: list[str]) -> bool:
    return column_for(parts[0]) in {Key.NUMBER, Key.POSITION}
