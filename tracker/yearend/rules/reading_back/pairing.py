"""Which paragraph of a rewritten file tells which paragraph of the draft: hidden marks first, then the wording."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from tracker.documents.rules.folding import bare
from tracker.documents.rules.marks import leading_mark
from tracker.documents.rules.plain import BlockKind, PlainDocument
from tracker.reports.rules.similarity import Statements
from tracker.yearend.rules.draft import Passage

KEY_SIGN = "@"
_SAME, _MOST_OF_IT = 0.3, 0.6
_LONGEST, _LEAST = 400, 12
# A pair costs a tenth of a millisecond; a forged file must not keep a page waiting.
_MOST_COMPARISONS = 20_000
_ANNEX = re.compile(r"附\s*件\s*[0-9一二三四五六]{0,2}\s*")
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
    """Answer the paragraphs of a file that may tell something: no rows of tables, no notes, no attachments."""
    labels = {mark.name: mark.label for mark in document.marks}
    body = takewhile(
        lambda block: not _ANNEX.fullmatch(document.text[block.start : block.end]), document.blocks
    )
    return tuple(
        _told(document, block.start, block.end, [labels.get(name, "") for name in block.hidden])
        for block in body
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
        known.setdefault(_plain(_words(one)), at)
    for at, told in enumerate(pairs.paragraphs):
        passage = known.get(_plain(told.text))
        if passage is not None and at not in pairs.tells and passage not in pairs.told_by:
            pairs.join(passage, at)


def _by_similar_words(pairs: Pairs) -> None:
    wanted = [at for at in range(len(pairs.passages)) if at not in pairs.told_by]
    left = [at for at in range(len(pairs.paragraphs)) if _may_tell(pairs, at)]
    _rewritten(pairs, left[: _MOST_COMPARISONS // max(1, len(wanted))], wanted)
    pieces = _Pieces(pairs)
    for passage in [at for at in wanted if at not in pairs.told_by]:
        beside = [
            at
            for at, told in pairs.tells.items()
            if _section(pairs.passages[told[0]]) == _section(pairs.passages[passage])
        ]
        shares = [(pieces.share_of_passage(passage, at), at) for at in beside]
        shares += [
            (pieces.share_beyond(passage, told, at), at)
            for at, told in pairs.tells.items()
            if at not in beside
        ]
        share, paragraph = max(shares, default=(0.0, 0))
        if share >= _MOST_OF_IT:
            pairs.join(passage, paragraph)
    room = _MOST_COMPARISONS // max(1, len(pairs.passages))
    for paragraph in [at for at in left if at not in pairs.tells][:room]:
        shares = [(pieces.share_of_paragraph(at, paragraph), at) for at in pairs.told_by]
        share, passage = max(shares, default=(0.0, 0))
        if share >= _MOST_OF_IT:
            pairs.join(passage, paragraph)


def _rewritten(pairs: Pairs, left: Sequence[int], wanted: Sequence[int]) -> None:
    """Pair what was rewritten, the nearest first; rarity of words is learned from both sides together."""
    texts = [_words(pairs.passages[at])[:_LONGEST] for at in wanted]
    statements = Statements([*texts, *(pairs.paragraphs[at].text[:_LONGEST] for at in left)])
    scored = [
        (statements.nearness(one, len(wanted) + other).by_words, passage, paragraph)
        for one, passage in enumerate(wanted)
        for other, paragraph in enumerate(left)
    ]
    for score, passage, paragraph in sorted(scored, reverse=True):
        if score >= _SAME and passage not in pairs.told_by and paragraph not in pairs.tells:
            pairs.join(passage, paragraph)


class _Pieces:
    """Which words of one side stand in the other, by runs of two signs."""

    def __init__(self, pairs: Pairs) -> None:
        self._passages = [_runs(_words(one)) for one in pairs.passages]
        self._paragraphs = [_runs(one.text) for one in pairs.paragraphs]

    def share_of_passage(self, passage: int, paragraph: int) -> float:
        """Answer how much of a passage a paragraph holds."""
        return self._share(self._passages[passage], self._paragraphs[paragraph])

    def share_beyond(self, passage: int, told: Iterable[int], paragraph: int) -> float:
        """Answer how much of what only a passage says stands in a paragraph, beside what that tells anyway.

        Sections of one draft tell the same work in like words: only what is left of both sides is evidence.
        """
        own = frozenset[str]().union(*(self._passages[one] for one in told))
        alone = self._passages[passage] - own
        return self._share(alone, self._paragraphs[paragraph] - own) if len(alone) >= _LEAST else 0

    def share_of_paragraph(self, passage: int, paragraph: int) -> float:
        """Answer how much of a paragraph comes from a passage."""
        return self._share(self._paragraphs[paragraph], self._passages[passage])

    def _share(self, part: frozenset[str], whole: frozenset[str]) -> float:
        return len(part & whole) / len(part) if part else 0.0


def _section(one: Passage) -> str:
    return one.key.partition(":")[0]


def _words(one: Passage) -> str:
    return f"{one.lead}{one.text}"


def _runs(text: str) -> frozenset[str]:
    plain = _plain(text[: 2 * _LONGEST])
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _may_tell(pairs: Pairs, paragraph: int) -> bool:
    """Answer whether a paragraph without a partner says something; a heading says nothing of its own."""
    text = pairs.paragraphs[paragraph].text
    return paragraph not in pairs.tells and len(text) >= _LEAST and "。" in text


def _plain(text: str) -> str:
    return _STOPS.sub("", bare(text))
