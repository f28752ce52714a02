"""Which problems of a new report are old ones that are still open: by hidden marks, by a person, by wording."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from tracker.documents.rules.folding import bare
from tracker.reports.rules.repeats import find_repeats

# Comparing takes a tenth of a millisecond a pair; a forged file must not keep a ledger waiting for minutes.
_MOST_COMPARISONS = 20_000
_MOST_COMPARED, _LONGEST_COMPARED = 300, 200
_COPIED = 0.6  # of a paragraph's runs of two signs that a copy of it still has
_TITLE_ENDS, _SHORTEST_TITLE = re.compile(r"[。；;：:\n]"), 6


class Ground(StrEnum):
    """How a finding was recognised as an open problem of the ledger, the surest first."""

    MARK = "mark"
    PERSON = "person"
    WORDS = "words"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return _GROUNDS[self]

    @property
    def sure(self) -> bool:
        """Answer whether the work goes on under the old number unless a person says otherwise."""
        return self is not Ground.WORDS


_GROUNDS = {
    Ground.MARK: "文件由本系统导出，按任务编号认出",
    Ground.PERSON: "已答复是重复出现",
    Ground.WORDS: "表述相近，请核对",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of the new report: ``span`` is its place in the report's text, None when added by hand.

    ``repeats`` is the earlier finding that a person accepted it to repeat.
    """

    finding_id: int
    text: str
    span: tuple[int, int] | None
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A hidden mark: task numbers, the paragraph as it was written, the places that still bear it."""

    numbers: frozenset[str]
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A problem of the ledger with open work: the numbers of its tasks, its words, the findings that told it so far."""

    problem_id: int
    numbers: frozenset[str]
    text: str
    finding_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Continued:
    """A finding that tells open problems of the ledger once more, and how that was recognised."""

    finding_id: int
    problem_ids: tuple[int, ...]
    ground: Ground


def continued(
    told: Sequence[Told], marks: Sequence[Marked], problems: Sequence[OpenProblem]
) -> tuple[Continued, ...]:
    """Answer which findings go on with open problems, in the order of the findings, each at most once.

    A mark that lost its place (the paragraph was copied elsewhere) is looked for by its own words before the
    words of the ledger are tried. Where the paragraph was struck, no other one that only resembles it inherits the mark.
    """
    found = _by_place(told, marks, problems)
    lost = _lost(told, marks, problems)
    found |= _by_written_words(_without(told, found), lost, problems)
    found |= _by_person(_without(told, found), problems)
    used = {problem for one in found.values() for problem in one.problem_ids}
    left = [one for one in problems if one.problem_id not in used]
    found |= _by_words(_without(told, found), left)
    return tuple(found[one.finding_id] for one in told if one.finding_id in found)


def _by_place(
    told: Sequence[Told], marks: Sequence[Marked], problems: Sequence[OpenProblem]
) -> dict[int, Continued]:
    places, marked = _Places(told), defaultdict[int, set[str]](set)
    for mark in marks:
        for finding_id in places.under(mark):
            marked[finding_id] |= mark.numbers
    found: dict[int, Continued] = {}
    for one in told:
        _note(found, one, _with_numbers(marked[one.finding_id], problems), Ground.MARK)
    return found


def _by_written_words(
    told: Sequence[Told], lost: Sequence[Marked], problems: Sequence[OpenProblem]
) -> dict[int, Continued]:
    told, lost = told[:_MOST_COMPARED], lost[: _room(told)]
    written = [(_runs(_cut(one.text)), one) for one in lost]
    found: dict[int, Continued] = {}
    for one in told:
        runs = _runs(one.text)
        copied = [mark for words, mark in written if words and _share(words, runs) >= _COPIED]
        numbers = frozenset[str]().union(*(mark.numbers for mark in copied))
        _note(found, one, _with_numbers(numbers, problems), Ground.MARK)
    return found


def _runs(text: str) -> frozenset[str]:
    plain = bare(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part)


def _by_person(told: Sequence[Told], problems: Sequence[OpenProblem]) -> dict[int, Continued]:
    told_by = defaultdict[int | None, list[int]](list)
    for known in problems:
        for finding_id in known.finding_ids:
            told_by[finding_id].append(known.problem_id)
    found: dict[int, Continued] = {}
    for one in told:
        _note(found, one, tuple(told_by[one.repeats]), Ground.PERSON)
    return found


def _by_words(told: Sequence[Told], problems: Sequence[OpenProblem]) -> dict[int, Continued]:
    """Propose the problems that a finding names by their titles, else the one that it is nearest to."""
    told, problems = told[:_MOST_COMPARED], problems[-_room(told) :]  # of very many the newest
    found = _by_titles(told, problems)
    named = {problem for one in found.values() for problem in one.problem_ids}
    problems = [one for one in problems if one.problem_id not in named]
    told = _without(told, found)
    pairs, _ = find_repeats([_cut(one.text) for one in problems], [_cut(one.text) for one in told])
    for pair in pairs:
        _note(found, told[pair.later], (problems[pair.earlier].problem_id,), Ground.WORDS)
    return found


def _by_titles(told: Sequence[Told], problems: Sequence[OpenProblem]) -> dict[int, Continued]:
    """Answer the findings that say titles word for word: a paragraph may tell two problems that were one each."""
    titles = [(bare(_TITLE_ENDS.split(one.text, maxsplit=1)[0]), one) for one in problems]
    known = [(title, one.problem_id) for title, one in titles if len(title) >= _SHORTEST_TITLE]
    found: dict[int, Continued] = {}
    for one in told:
        said = bare(one.text)
        _note(found, one, tuple(id_ for title, id_ in known if title in said), Ground.WORDS)
    return found


def _lost(
    told: Sequence[Told], marks: Sequence[Marked], problems: Sequence[OpenProblem]
) -> list[Marked]:
    """Answer the marks without a place that name an open problem, each wording once."""
    known = frozenset[str]().union(*(one.numbers for one in problems))
    named = {(one.numbers, one.text): one for one in marks if one.numbers & known}
    places = _Places(told)
    return [one for one in named.values() if not places.under(one)]


def _room(told: Sequence[Told]) -> int:
    """Answer with how many texts so many findings can be compared in a few seconds."""
    return _MOST_COMPARISONS // max(1, min(len(told), _MOST_COMPARED))


def _cut(text: str) -> str:
    return text[:_LONGEST_COMPARED]


def _note(
    found: dict[int, Continued], told: Told, problem_ids: tuple[int, ...], ground: Ground
) -> None:
    if problem_ids:
        found[told.finding_id] = Continued(told.finding_id, problem_ids, ground)


def _with_numbers(
    numbers: set[str] | frozenset[str], problems: Iterable[OpenProblem]
) -> tuple[int, ...]:
    if not numbers:
        return ()
    return tuple(one.problem_id for one in problems if one.numbers & numbers)


def _without(told: Iterable[Told], found: dict[int, Continued]) -> list[Told]:
    return [one for one in told if one.finding_id not in found]


class _Places:
    """Where findings stand in the report's text; looking one up does not ask all of them."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._placed = sorted((*one.span, one.finding_id) for one in told if one.span is not None)
        self._starts = [start for start, _, _ in self._placed]
        # How far the findings reach up to each one: behind that, none of the earlier ones need be asked.
        self._reach = list(accumulate((end for _, end, _ in self._placed), max))

    def under(self, mark: Marked) -> set[int]:
        """Answer the findings in whose paragraphs a mark lies."""
        return {one for first, last in mark.spans for one in self._between(first, last)}

    def _between(self, first: int, last: int) -> Iterator[int]:
        at = bisect_left(self._starts, last)
        while at and self._reach[at - 1] > first:
            at -= 1
            _, end, finding_id = self._placed[at]
            if first < end:
                yield finding_id
