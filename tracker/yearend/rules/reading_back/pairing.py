"""Which paragraph of a rewritten file tells which paragraph of the draft: hidden marks first, then the wording."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tracker.documents.rules.folding import bare
from tracker.documents.rules.marks import leading_mark
from tracker.documents.rules.plain import BlockKind, PlainDocument
from tracker.reports.rules.similarity import Statements
from tracker.yearend.rules.draft import Passage

KEY_SIGN = "@"
_SAME, _TOLD_TOO = 0.34, 0.42
_LONGEST, _LEAST = 400, 12
# A pair costs a tenth of a millisecond; a forged file must not keep a page waiting.
_MOST_COMPARISONS = 20_000
_STOPS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph of the file: its words without the number before them, its place, the keys hidden in it."""

    text: str
    start: int
    end: int
    keys: frozenset[str] = frozenset()


@dataclass(slots=True)
class Pairs:
    """Both sides by their places, and which belong to which; a side may have several partners or none."""

    passages: Sequence[Passage]
    paragraphs: Sequence[Told]
    told_by: dict[int, list[int]] = field(default_factory=dict)
    tells: dict[int, list[int]] = field(default_factory=dict)

    def join(self, passage: int, paragraph: int) -> None:
        """Note that a paragraph tells a passage."""
        if paragraph not in self.told_by.setdefault(passage, []):
            self.told_by[passage].append(paragraph)
            self.tells.setdefault(paragraph, []).append(passage)


def key_label(key: str) -> str:
    """Answer how the key of a passage is hidden in a file, beside the numbers of tasks."""
    return f"{KEY_SIGN}{key}"


def paragraphs_of(document: PlainDocument) -> tuple[Told, ...]:
    """Answer the paragraphs of a file that may tell something: no rows of tables, no notes."""
    labels = {mark.name: mark.label for mark in document.marks}
    return tuple(
        _told(document, block.start, block.end, [labels.get(name, "") for name in block.hidden])
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH
    )


def pair(passages: Sequence[Passage], paragraphs: Sequence[Told]) -> Pairs:
    """Pair the passages of a draft with the paragraphs of a file.

    A mark is believed where its paragraph still stands; what has none, or lost it, goes by the same words, then
    by similar ones. A passage that nothing tells may be told together with another (merged), and a paragraph
    that tells nothing may be the rest of one that does (split).
    """
    pairs = Pairs(passages, paragraphs)
    by_key = {one.key: at for at, one in enumerate(passages) if one.key}
    for at, one in enumerate(paragraphs):
        for key in sorted(one.keys & by_key.keys()):
            pairs.join(by_key[key], at)
    _by_same_words(pairs)
    _by_similar_words(pairs)
    return pairs


def _told(document: PlainDocument, start: int, end: int, labels: Iterable[str]) -> Told:
    text = document.text[start:end]
    mark = leading_mark(text)
    words = (word for label in labels for word in label.split())
    keys = frozenset(word.removeprefix(KEY_SIGN) for word in words if word.startswith(KEY_SIGN))
    begin = mark.end if mark is not None else 0
    return Told(text[begin:], start + begin, end, keys)


def _by_same_words(pairs: Pairs) -> None:
    known: dict[str, int] = {}
    for at, one in enumerate(pairs.passages):
        known.setdefault(_plain(f"{one.lead}{one.text}"), at)
    for at, one in enumerate(pairs.paragraphs):
        passage = known.get(_plain(one.text))
        if passage is not None and at not in pairs.tells and passage not in pairs.told_by:
            pairs.join(passage, at)


def _by_similar_words(pairs: Pairs) -> None:
    left = [at for at in range(len(pairs.paragraphs)) if _may_tell(pairs, at)]
    wanted = [at for at in range(len(pairs.passages)) if at not in pairs.told_by]
    anyone = list(range(len(pairs.passages)))
    near = _Nearness(pairs)
    for paragraph in left[: near.room(len(anyone))]:
        passage, score = near.best_passage(paragraph, wanted)
        if passage is not None and score >= _SAME:
            pairs.join(passage, paragraph)
    for passage in [at for at in wanted if at not in pairs.told_by]:
        paragraph, score = near.best_paragraph(passage, list(pairs.tells))
        if paragraph is not None and score >= _TOLD_TOO:
            pairs.join(passage, paragraph)
    for paragraph in [at for at in left if at not in pairs.tells][: near.room(len(anyone))]:
        passage, score = near.best_passage(paragraph, anyone)
        if passage is not None and score >= _TOLD_TOO:
            pairs.join(passage, paragraph)


class _Nearness:
    """How near passages and paragraphs are; rarity of words is learned from both sides together."""

    def __init__(self, pairs: Pairs) -> None:
        self._first = len(pairs.passages)
        texts = [f"{one.lead}{one.text}"[:_LONGEST] for one in pairs.passages]
        texts += [one.text[:_LONGEST] for one in pairs.paragraphs]
        self._statements = Statements(texts)

    def room(self, others: int) -> int:
        """Answer how many texts can be compared with so many others in a few seconds."""
        return _MOST_COMPARISONS // max(1, others)

    def best_passage(self, paragraph: int, among: Sequence[int]) -> tuple[int | None, float]:
        """Answer the passage nearest to a paragraph, and how near it is."""
        return self._best([(one, paragraph) for one in among], 0)

    def best_paragraph(self, passage: int, among: Sequence[int]) -> tuple[int | None, float]:
        """Answer the paragraph nearest to a passage, and how near it is."""
        return self._best([(passage, one) for one in among[: self.room(1)]], 1)

    def _best(self, candidates: Sequence[tuple[int, int]], side: int) -> tuple[int | None, float]:
        scored = [
            (
                self._statements.nearness(passage, self._first + paragraph).by_words,
                (passage, paragraph)[side],
            )
            for passage, paragraph in candidates
        ]
        if not scored:
            return None, 0.0
        score, found = max(scored)
        return found, score


def _may_tell(pairs: Pairs, paragraph: int) -> bool:
    return paragraph not in pairs.tells and len(pairs.paragraphs[paragraph].text) >= _LEAST


def _plain(text: str) -> str:
    return _STOPS.sub("", bare(text))
