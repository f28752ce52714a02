"""填报表: how the ledger is split, the four open columns, and how a returned row is known and compared."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.text import clean_line, clean_text
from tracker.ledgers.rules.headings import bare_heading
from tracker.ledgers.rules.their_form_matching import bare

_HEADER_LOOKED_FOR = 12
_LONGEST = 2000


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
    """What one returned file holds; ``remarks`` are sentences on what could not be taken."""

    rows: tuple[ReturnedRow, ...]
    remarks: tuple[str, ...]


def key_of(round_key: str, form: int, number: str) -> str:
    """Answer the hidden key of a row."""
    return f"{round_key}-{form}-{number}"


def form_in(cells: Sequence[Sequence[str]], round_key: str) -> int | None:
    """Answer whose form it is by the first key of the round that stands anywhere in it."""
    wanted = re.compile(re.escape(round_key) + r"-(\d{1,6})(?!\d)")
    found = (wanted.search(text) for row in cells for text in row)
    return next((int(one[1]) for one in found if one), None)


def read_rows(cells: Sequence[Sequence[str]], sent: Sequence[SentRow]) -> Reading:
    """Find the rows that were sent in the cells of a returned sheet, whatever was moved, added or deleted."""
    header = _header(cells)
    if header is None:
        return Reading((), ("没有找到“本期进展”等填报列，请确认交回的是填报表。",))
    first, columns = header
    by_key = {one.key: one for one in sent}
    rows: dict[int, ReturnedRow] = {}
    unknown: list[str] = []
    for at, row in enumerate(cells[first + 1 :], start=first + 2):
        told = _told(row, columns)
        if not told:
            continue
        found = _known(row, by_key, sent)
        if found is None:
            unknown.append(f"第{at}行填了内容，但认不出是哪一项，没有采用。")
        elif found.task_id in rows and rows[found.task_id].told != told:
            unknown.append(f"{found.number}填了两次，内容不同，只采用第一处。")
        else:
            rows.setdefault(found.task_id, ReturnedRow(found, told))
    missing = [one.label for one in Open if one not in columns]
    if missing:
        unknown.append(f"表中少了“{'”“'.join(missing)}”列，其余照常采用。")
    return Reading(tuple(rows.values()), tuple(unknown))


def day_told(text: str) -> str:
    """Answer 拟完成时间 as it stands, an ISO day written out."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if found is None:
        return text
    day = date(int(found[1]), int(found[2]), int(found[3]))
    return f"{day.year}年{day.month}月{day.day}日"


def changed(told: Mapping[Open, str], accepted: Mapping[str, str]) -> bool:
    """Answer whether a return tells anything that has not been accepted in this round already."""
    return any(accepted.get(name.value, "") != text for name, text in told.items())


def _header(cells: Sequence[Sequence[str]]) -> tuple[int, dict[Open, int]] | None:
    by_heading = {bare_heading(one.label): one for one in Open}
    for at, row in enumerate(cells[:_HEADER_LOOKED_FOR]):
        found = {
            by_heading[heading]: column
            for column, text in enumerate(row)
            if (heading := bare_heading(text)) in by_heading
        }
        if found:
            return at, found
    return None


def _told(row: Sequence[str], columns: Mapping[Open, int]) -> dict[Open, str]:
    told = {}
    for name, column in columns.items():
        text = row[column] if column < len(row) else ""
        cleaned = clean_text(text).strip()[:_LONGEST]
        if cleaned:
            told[name] = day_told(clean_line(cleaned)) if name is Open.PLANNED else cleaned
    return told


def _known(
    row: Sequence[str], by_key: Mapping[str, SentRow], sent: Sequence[SentRow]
) -> SentRow | None:
    """Know a row again: by its key, else by its number, else by the text of its problem; never by guessing."""
    texts = [text.strip() for text in row if text.strip()]
    for text in texts:
        if text in by_key:
            return by_key[text]
    for compare in (lambda one: one.number, lambda one: bare(one.problem)):
        wanted = {bare(text) for text in texts}
        found = [one for one in sent if bare(compare(one)) in wanted]
        if len(found) == 1:
            return found[0]
    return None
