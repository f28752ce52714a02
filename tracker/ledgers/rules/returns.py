"""填报表: how the ledger is split, the four open columns, and how a returned row is known and compared."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.core.text import clean_line, clean_text
from tracker.documents.rules.grid import Line, SheetGrid
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.headings import bare_heading
from tracker.ledgers.rules.their_form.matching import bare
from tracker.reports.rules.deadlines import deadline_of
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.orders import NewFigure, NewProgress

_HEADER_LOOKED_FOR = 15
_LONGEST = 4000
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


class SplitBy(StrEnum):
    """To whom the forms of a round go."""

    PERSON = "person"
    UNIT = "unit"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return {"person": "责任人（一人一表）", "unit": "牵头单位（村、办公室一家一表）"}[
            self.value
        ]


class ChangeState(StrEnum):
    """What became of a returned row."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    LEFT = "left"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"waiting": "待核对", "accepted": "已登记", "left": "未采用"}[self.value]


class Open(StrEnum):
    """The four open columns of a form."""

    PROGRESS = "progress"
    DIFFICULTIES = "difficulties"
    RESULTS = "results"
    PLANNED = "planned"

    @property
    def label(self) -> str:
        """Answer the heading."""
        return {
            "progress": "本期进展",
            "difficulties": "存在困难",
            "results": "量化成果",
            "planned": "拟完成时间",
        }[self.value]


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
    found = next(((sheet, at) for sheet in sheets if (at := _header(sheet)) is not None), None)
    if found is None:
        return Reading((), frozenset(), ("没有找到“本期进展”等填报列，请确认交回的是填报表。",))
    sheet, (first, columns) = found
    rows, seen, remarks = _rows(sheet.lines[first + 1 :], columns, _Known(sent))
    missing = [one.label for one in Open if one not in columns]
    if missing:
        remarks.append(f"表中少了“{'”“'.join(missing)}”列，其余照常采用。")
    if seen and not rows:
        remarks.append("表交回来了，但四个填报列都是空的。")
    if not seen:
        remarks.append("没有一行认得出是这次发出去的，请确认是这一次的填报表。")
    return Reading(tuple(rows.values()), frozenset(seen), tuple(remarks))


def _rows(
    lines: Sequence[Line], columns: Mapping[Open, int], known: "_Known"
) -> tuple[dict[int, ReturnedRow], set[int], list[str]]:
    """Answer the filled rows by task, the forms that they belong to, and sentences on what was not taken."""
    rows: dict[int, ReturnedRow] = {}
    seen: set[int] = set()
    remarks: list[str] = []
    for line in lines:
        told, row = _told(line, columns), known.row(line, columns)
        if row is not None:
            seen.add(row.form_id)
        if told and row is None:
            remarks.append(f"第{line.number}行填了内容，但认不出是哪一项，没有采用。")
        elif told and row is not None:
            if row.task_id in rows and rows[row.task_id].told != told:
                remarks.append(f"{row.number}填了两次，内容不同，只采用第一处。")
            rows.setdefault(row.task_id, ReturnedRow(row, told))
    return rows, seen, remarks


def differs(told: Mapping[Open, str], accepted: Mapping[str, str]) -> bool:
    """Answer whether a return tells anything that has not been taken in this round already."""
    return any(accepted.get(name.value, "") != text for name, text in told.items())


def progress_told(told: Mapping[str, str], year: int) -> NewProgress:
    """Turn the four open columns into a report of progress; nothing that was written is lost."""
    progress, difficulties, results, planned = (told.get(one.value, "") for one in Open)
    parts = [progress, f"量化成果：{results}" if results else ""]
    expected = deadline_of(planned, year).on if planned else None
    if planned and expected is None:
        parts.append(f"拟完成时间：{planned}")
    text = "\n".join(part for part in parts if part)
    if not text:
        text = f"反映困难：{difficulties}" if difficulties else f"拟完成时间：{planned}"
    return NewProgress(
        text=text,
        difficulties=difficulties,
        figures=tuple(figures_in(results)),
        expected_on=expected,
    )


def figures_in(text: str) -> list[NewFigure]:
    """Read figures out of 量化成果, such as 制度2项，资金4.6万元; only what names both word and unit."""
    found = []
    for kind in sorted(FigureKind, key=lambda one: -len(one.label)):
        wanted = rf"{kind.label}[^\d，。；、\n]{{0,4}}(\d{{1,9}}(?:\.\d{{1,2}})?){kind.unit}"
        match = re.search(wanted, text)
        if match and (amount := Decimal(match[1])) > 0:
            found.append(NewFigure(kind, amount))
            text = text[: match.start()] + text[match.end() :]
    return found


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


def _told(line: Line, columns: Mapping[Open, int]) -> dict[Open, str]:
    told = {}
    for name, column in columns.items():
        cleaned = clean_text(line.at(column)).strip()[:_LONGEST]
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
