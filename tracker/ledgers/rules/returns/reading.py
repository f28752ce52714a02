"""A returned 填报表 read: rows known again by key, number or text, whatever was moved, added or deleted."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.text import clean_line, clean_text
from tracker.documents.rules.grid import Line, SheetGrid
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.headings import bare_heading
from tracker.ledgers.rules.returns.kinds import Open
from tracker.ledgers.rules.their_form.matching import bare

_HEADER_LOOKED_FOR = 15
_LONGEST = 4000
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row that was sent out: its key in the hidden column, and the words by which it is known without."""

    key: str
    form_id: int
    task_id: int
    number: str
    problem: str


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that came back, known again: the words of the open columns that were filled in."""

    sent: SentRow
    told: Mapping[Open, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a returned file holds: filled rows, the forms whose rows stand in it, and sentences on the rest."""

    rows: tuple[ReturnedRow, ...]
    forms: frozenset[int]
    remarks: tuple[str, ...]


def key_of(round_key: str, form: int, number: str) -> str:
    """Answer the hidden key of a row."""
    return f"{round_key}-{form}-{number}"


def read_return(sheets: Sequence[SheetGrid], sent: Sequence[SentRow]) -> Reading:
    """Find the rows that were sent in a returned workbook, whatever was moved, added or deleted."""
    found = [(sheet, at) for sheet in sheets if (at := _header(sheet)) is not None]
    if not found:
        return Reading((), frozenset(), ("没有找到“本期进展”等填报列，请确认交回的是填报表。",))
    reader = _Reader(_Known(sent))
    for sheet, (first, columns) in found:
        reader.read(sheet.lines[first + 1 :], columns, sheet.name if len(found) > 1 else "")
    remarks = reader.remarks
    missing = [one.label for one in Open if all(one not in columns for _, (_, columns) in found)]
    if missing:
        remarks.append(f"表中少了“{'”“'.join(missing)}”列，其余照常采用。")
    if reader.forms and not reader.rows:
        remarks.append("表交回来了，但四个填报列都是空的。")
    if not reader.forms:
        remarks.append("没有一行认得出是这次发出去的，请确认是这一次的填报表。")
    return Reading(tuple(reader.rows.values()), frozenset(reader.forms), tuple(remarks))


class _Reader:
    """Gathers the filled rows by task, the forms that they belong to, and sentences on what was not taken as it stood."""

    def __init__(self, known: "_Known") -> None:
        self.rows: dict[int, ReturnedRow] = {}
        self.forms: set[int] = set()
        self.remarks: list[str] = []
        self._known = known

    def read(self, lines: Sequence[Line], columns: Mapping[Open, int], sheet: str) -> None:
        """Read the rows below the header of a sheet, which is named where there are several."""
        merged: dict[int, tuple[str, int]] = {}
        for at, line in enumerate(lines):
            merged |= {
                one.column: (one.text, at + one.height) for one in line.spots if one.height > 1
            }
            above = {column: text for column, (text, end) in merged.items() if at < end}
            row = self._known.row(line, columns)
            if row is None:
                if any(line.at(column) for column in columns.values()):
                    place = f"“{sheet}”第" if sheet else "第"
                    self.remarks.append(
                        f"{place}{line.number}行填了内容，但认不出是哪一项，没有采用。"
                    )
                continue
            self.forms.add(row.form_id)
            self._take(row, {one: line.at(at) or above.get(at, "") for one, at in columns.items()})

    def _take(self, row: SentRow, texts: Mapping[Open, str]) -> None:
        if any(len(one) > _LONGEST for one in texts.values()):
            self.remarks.append(f"{row.number}有一格超过{_LONGEST}字，只采用前{_LONGEST}字。")
        told = _told(texts)
        if not told:
            return
        if row.task_id in self.rows and self.rows[row.task_id].told != told:
            self.remarks.append(f"{row.number}填了两次，内容不同，只采用第一处。")
        self.rows.setdefault(row.task_id, ReturnedRow(row, told))


class _Known:
    """Knows rows again: by key, else by number, else by the text of the problem; never by guessing."""

    def __init__(self, sent: Sequence[SentRow]) -> None:
        self._by_key = {one.key: one for one in sent}
        self._by_number = _unique(sent, lambda one: bare(one.number))
        self._by_text = _unique(sent, lambda one: bare(one.problem))

    def row(self, line: Line, columns: Mapping[Open, int]) -> SentRow | None:
        """Answer which row a line is; what was typed into the open columns does not count."""
        told = set(columns.values())
        texts = [one.text for one in line.spots if one.column not in told]
        found = next((self._by_key[text] for text in texts if text in self._by_key), None)
        if found is not None:
            return found
        words = [bare(text) for text in texts]
        for known in (self._by_number, self._by_text):
            matched = {one.task_id: one for word in words if (one := known.get(word))}
            if len(matched) == 1:
                return next(iter(matched.values()))
        return None


def _unique(sent: Sequence[SentRow], word: Callable[[SentRow], str]) -> dict[str, SentRow]:
    """Answer the rows by a word that only one of them has."""
    groups: dict[str, list[SentRow]] = {}
    for one in sent:
        groups.setdefault(word(one), []).append(one)
    return {key: rows[0] for key, rows in groups.items() if key and len(rows) == 1}


def _header(sheet: SheetGrid) -> tuple[int, dict[Open, int]] | None:
    by_heading = {bare_heading(one.label): one for one in Open}
    for at, line in enumerate(sheet.lines[:_HEADER_LOOKED_FOR]):
        found = {
            by_heading[heading]: spot.column
            for spot in line.spots
            if (heading := bare_heading(spot.text)) in by_heading
        }
        if found:
            return at, found
    return None


def _told(texts: Mapping[Open, str]) -> dict[Open, str]:
    told = {}
    for name, text in texts.items():
        cleaned = clean_text(text).strip()[:_LONGEST]
        if cleaned:
            told[name] = _day_told(clean_line(cleaned)) if name is Open.PLANNED else cleaned
    return told


def _day_told(text: str) -> str:
    """Answer a day as people write it; a real date of the workbook came as 2026-06-30."""
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    try:
        return shown(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return text
