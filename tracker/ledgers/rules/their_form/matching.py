"""Whose row is which of our tasks: by the superior's number, else by the text; what is not sure is named, not guessed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tracker.documents.rules.folding import fold
from tracker.ledgers.rules.lines import LedgerLine
from tracker.reports.rules.similarity import Statements

_NOT_WORDS = re.compile(r"[^\w]+")
_NEAR_ENOUGH = 0.45
_AHEAD = 0.12
_PLAIN_NUMBER = re.compile(r"\d{1,3}")
_SHORTEST_PART = 8
_BORNE_OUT = 0.12
_MOST_PAIRS = 250_000
_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class TheirRow:
    """A row of theirs: its number and its problem, as they stand there."""

    row: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Which task each row is, how that was known, and what is left over on both sides."""

    found: Mapping[int, LedgerLine]
    how: Mapping[int, str]
    rows_left: tuple[TheirRow, ...]
    lines_left: tuple[LedgerLine, ...]


def match_rows(
    rows: Sequence[TheirRow], lines: Sequence[LedgerLine], by_hand: Mapping[int, int | None]
) -> Matches:
    """Match rows to lines; ``by_hand`` gives a task's id for a row, or None to leave the row empty.

    By number only where the number names one row and one line, and the texts (if both are there) do not
    contradict it. By text only where one line is clearly nearest. No line is used twice.
    """
    found: dict[int, LedgerLine] = {}
    how: dict[int, str] = {}
    by_id = {one.task_id: one for one in lines}
    for row in rows:
        chosen = by_hand.get(row.row)
        if chosen in by_id:
            found[row.row], how[row.row] = by_id[chosen], "人工对应"
    asked = [one for one in rows if one.row not in by_hand]
    for matcher in (_by_number, _by_same_text, _by_near_text):
        used = {one.task_id for one in found.values()}
        free = [one for one in lines if one.task_id not in used]
        for row, line, word in matcher([one for one in asked if one.row not in found], free):
            found[row.row], how[row.row] = line, word
    used = {one.task_id for one in found.values()}
    return Matches(
        found,
        how,
        tuple(one for one in rows if one.row not in found),
        tuple(one for one in lines if one.task_id not in used),
    )


def bare(text: str) -> str:
    """Answer a text as texts are compared: folded, letters and figures only."""
    return _NOT_WORDS.sub("", fold(text)).lower()


def _by_number(
    rows: Sequence[TheirRow], lines: Sequence[LedgerLine]
) -> Iterable[tuple[TheirRow, LedgerLine, str]]:
    theirs = _grouped((bare(row.number), row) for row in rows if row.number)
    ours = _grouped((number, line) for line in lines for number in _numbers_of(line))
    for number, group in theirs.items():
        candidates = ours.get(number, [])
        if len(group) == 1 and len(candidates) == 1 and _agree(group[0], candidates[0], number):
            yield group[0], candidates[0], f"编号{group[0].number.strip()}"


def _numbers_of(line: LedgerLine) -> set[str]:
    """Answer the numbers by which a superior may call a task; several are parted by signs."""
    parts = re.split(r"[、，,；;\s]+", line.superior_number)
    return {number for one in (*parts, line.number) if (number := bare(one))}


def _agree(row: TheirRow, line: LedgerLine, number: str) -> bool:
    """Answer whether the texts bear the number out; 1, 2, 3 alone say too little."""
    if not _PLAIN_NUMBER.fullmatch(number):
        return True
    texts = Statements([row.text, line.problem, line.title])
    near = max(texts.nearness(0, 1).by_words, texts.nearness(0, 2).by_words)
    return near >= _BORNE_OUT


def _by_same_text(
    rows: Sequence[TheirRow], lines: Sequence[LedgerLine]
) -> Iterable[tuple[TheirRow, LedgerLine, str]]:
    ours = _grouped((text, line) for line in lines for text in _texts_of(line))
    theirs = _grouped((bare(row.text), row) for row in rows if row.text)
    taken: set[int] = set()
    for text, group in theirs.items():
        candidates = [one for one in ours.get(text, []) if one.task_id not in taken]
        if len(group) == 1 and len(candidates) == 1:
            taken.add(candidates[0].task_id)
            yield group[0], candidates[0], "问题原文一致"


def _texts_of(line: LedgerLine) -> set[str]:
    texts = {bare(one) for one in (line.problem, line.title, line.inward_text, line.outward_text)}
    return {one for one in texts if len(one) >= _SHORTEST_PART}


def _by_near_text(
    rows: Sequence[TheirRow], lines: Sequence[LedgerLine]
) -> Iterable[tuple[TheirRow, LedgerLine, str]]:
    """Match what is clearly nearest, seen from both sides; so many that it would take minutes are left to people."""
    asked = [row for row in rows if row.text]
    if not asked or not lines or len(asked) * len(lines) > _MOST_PAIRS:
        return
    texts = Statements([*(row.text for row in asked), *(one.problem for one in lines)])
    scores = [
        [texts.nearness(at, len(asked) + other).by_words for other in range(len(lines))]
        for at in range(len(asked))
    ]
    for at, row in enumerate(asked):
        other = _clear_winner(scores[at])
        if other is not None and _clear_winner([line[other] for line in scores]) == at:
            yield row, lines[other], "问题表述相近"


def _clear_winner(scores: Sequence[float]) -> int | None:
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    best = scores[order[0]]
    second = scores[order[1]] if len(order) > 1 else 0.0
    return order[0] if best >= _NEAR_ENOUGH and best - second >= _AHEAD else None


def _grouped(pairs: Iterable[tuple[str, _One]]) -> dict[str, list[_One]]:
    groups: dict[str, list[_One]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
