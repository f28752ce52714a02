"""Which problems of a new report are old ones that are still open: by hidden marks, by a person, by wording."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

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
    found: dict[int, Continued] = {}
    for one in told:
        numbers = frozenset[str]().union(*(mark.numbers for mark in marks if _lies_in(mark, one)))
        _note(found, one, _with_numbers(numbers, problems), Ground.MARK)
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
    found: dict[int, Continued] = {}
    for one in told:
        ids = tuple(known.problem_id for known in problems if one.repeats in known.finding_ids)
        _note(found, one, ids, Ground.PERSON)
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
    return [one for one in named.values() if not _lies_in_any(one, told)]


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


def _with_numbers(numbers: frozenset[str], problems: Iterable[OpenProblem]) -> tuple[int, ...]:
    return tuple(one.problem_id for one in problems if one.numbers & numbers)


def _without(told: Iterable[Told], found: dict[int, Continued]) -> list[Told]:
    return [one for one in told if one.finding_id not in found]


def _lies_in_any(mark: Marked, told: Iterable[Told]) -> bool:
    return any(_lies_in(mark, one) for one in told)


def _lies_in(mark: Marked, told: Told) -> bool:
    if told.span is None:
        return False
    start, end = told.span
    return any(first < end and start < last for first, last in mark.spans)
