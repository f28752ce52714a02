"""The whole check-up of a report: every remark in the order of the text, and its lengths."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.extraction import read_report
from tracker.reports.rules.results import Extraction
from tracker.yearend.rules.checking.findings import Kind, Known, Remark
from tracker.yearend.rules.checking.gaps import gaps_left
from tracker.yearend.rules.checking.lengths import Lengths, empty_headings, lengths_of
from tracker.yearend.rules.checking.names import names_amiss
from tracker.yearend.rules.checking.numbering import counts_amiss, numbers_amiss
from tracker.yearend.rules.checking.signs import signs_amiss
from tracker.yearend.rules.checking.years import years_amiss

# A page shows no more of one kind; who has more must begin somewhere.
MOST_OF_A_KIND = 60
_FROM_READING = {"count_mismatch": Kind.COUNT}


@dataclass(frozen=True, slots=True)
class CheckUp:
    """What a check-up found: remarks by place, how many of each kind there are, and lengths."""

    remarks: tuple[Remark, ...]
    counted: dict[Kind, int]
    lengths: Lengths


def check_up(document: PlainDocument, known: Known) -> CheckUp:
    """Check any report; whatever its text is, an answer is given."""
    reading = read_report(document)
    found = sorted(_distinct(document, reading, known), key=lambda one: (one.start, one.end))
    counted = Counter(one.kind for one in found)
    shown: Counter[Kind] = Counter()
    kept = []
    for one in found:
        shown[one.kind] += 1
        if shown[one.kind] <= MOST_OF_A_KIND:
            kept.append(one)
    return CheckUp(
        tuple(kept),
        {kind: counted[kind] for kind in Kind if counted[kind]},
        lengths_of(document, reading.outline),
    )


def _distinct(document: PlainDocument, reading: Extraction, known: Known) -> Iterator[Remark]:
    """Yield every remark; of two of a kind that touch, the first."""
    reached: dict[Kind, list[tuple[int, int]]] = {}
    for one in _all(document, reading, known):
        places = reached.setdefault(one.kind, [])
        if not any(start < one.end and one.start < end for start, end in places):
            places.append((one.start, one.end))
            yield one


def _all(document: PlainDocument, reading: Extraction, known: Known) -> Iterator[Remark]:
    prose = _prose(document)
    yield from years_amiss(prose, known.year)
    yield from gaps_left(document.text)
    for warning in reading.warnings:
        kind = _FROM_READING.get(warning.code)
        if kind and warning.start is not None and warning.end is not None:
            yield Remark(kind, f"{warning.message}。", warning.start, warning.end)
    yield from counts_amiss(document)
    yield from numbers_amiss(document)
    yield from names_amiss(prose, known)
    yield from empty_headings(document, reading.outline)
    yield from signs_amiss(document)


def _prose(document: PlainDocument) -> str:
    """Answer the text with its tables blanked out, every sign at its place: a ledger may name any day."""
    text = document.text
    for block in document.blocks:
        if block.table is not None:
            blank = "\n" * (block.end - block.start)
            text = f"{text[: block.start]}{blank}{text[block.end :]}"
    return text
