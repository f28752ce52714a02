"""How near two statements are: the words they share, weighed by rarity, and the themes they speak of.

Character 1- to 3-grams with inverse document frequency catch a statement that was touched up; the theme
lexicon catches one that was told in other words. The two cosines are mixed. Words that every fault and
every plan uses (不够, 进一步, 部分) are left out of both.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from tracker.documents.rules.folding import fold
from tracker.reports.rules import words
from tracker.reports.rules.themes import THEMES
from tracker.reports.rules.words import any_of

Vector = dict[str, float]

_GENERIC = re.compile(
    any_of(words.SMALL_TALK, words.FAULTS, words.PLAN_VERBS) + rf"|不{any_of(words.NOT_SO)}"
)
_RUN = re.compile(r"[一-鿿]+")
_SENTENCE_END = re.compile(r"[。!?;\n]")
_GRAMS = (1, 2, 3)
_TITLE_WEIGHT = 3.0
_WORDS_SHARE = 0.45
_THEME_OF = [(index, word) for index, theme in enumerate(THEMES) for word in theme.words]
_THEME_WORD = re.compile(any_of(word for _, word in _THEME_OF))
_THEMES_BY_WORD: dict[str, list[int]] = {}
for _index, _word in _THEME_OF:
    _THEMES_BY_WORD.setdefault(_word, []).append(_index)


@dataclass(frozen=True, slots=True)
class Nearness:
    """0 to 1 each: shared words, shared themes, and the mixture by which candidates are ranked."""

    by_words: float
    by_themes: float

    @property
    def score(self) -> float:
        """The mixture of both."""
        return _WORDS_SHARE * self.by_words + (1 - _WORDS_SHARE) * self.by_themes


class Statements:
    """Statements to compare with each other; rarity is learned from all of them together."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the full texts; the first sentence of each counts as its title."""
        folded = [fold(text) for text in texts]
        grams = [_grams(text) for text in folded]
        themes = [themes_of(text) for text in texts]
        self.grams = _weighed(grams)
        self.themes = _weighed(themes)
        self.names = themes

    def to(self, text: str) -> list[Nearness]:
        """Compare a text that is none of them with each; what all of them say tells little."""
        grams = _against(_grams(fold(text)), self.grams)
        themes = _against(themes_of(text), self.themes)
        return [
            Nearness(_cosine(grams, words), _cosine(themes, names))
            for words, names in zip(self.grams, self.themes, strict=True)
        ]

    def nearness(self, first: int, second: int) -> Nearness:
        """Compare two of the statements by their indexes."""
        return Nearness(
            _cosine(self.grams[first], self.grams[second]),
            _cosine(self.themes[first], self.themes[second]),
        )

    def shared_themes(self, first: int, second: int) -> list[str]:
        """Return the names of the themes that both speak of, the weightiest first."""
        common = self.themes[first].keys() & self.themes[second].keys()
        weights = {name: self.themes[first][name] * self.themes[second][name] for name in common}
        return sorted(common, key=lambda name: (-weights[name], name))


def themes_of(text: str) -> Vector:
    """Return the themes that a statement speaks of with their weights; its title counts three times."""
    folded = fold(text)
    stop = _SENTENCE_END.search(folded)
    title_end = stop.start() if stop else len(folded)
    counted: Counter[str] = Counter()
    for found in _THEME_WORD.finditer(folded):
        weight = _TITLE_WEIGHT if found.start() < title_end else 1.0
        themes = _THEMES_BY_WORD[found.group()]
        for theme in themes:
            counted[THEMES[theme].name] += weight / len(themes)  # type: ignore[assignment]  # weights are floats
    return {name: 1 + log(weight) if weight > 1 else weight for name, weight in counted.items()}


def _grams(folded: str) -> Vector:
    stop = _SENTENCE_END.search(folded)
    title_end = stop.start() if stop else len(folded)
    counted: Counter[str] = Counter()
    cleaned = _GENERIC.sub(lambda found: " " * len(found.group()), folded)
    for run in _RUN.finditer(cleaned):
        grams = [
            cleaned[at : at + length]
            for length in _GRAMS
            for at in range(run.start(), run.end() - length + 1)
        ]
        counted.update(grams)
        if run.start() < title_end:
            counted.update(grams)
    return {gram: 1 + log(times) for gram, times in counted.items()}


def _weighed(vectors: Sequence[Vector]) -> list[Vector]:
    """Multiply by inverse document frequency and scale to length one."""
    seen = Counter(name for vector in vectors for name in vector)
    total = len(vectors)
    weighed = []
    for vector in vectors:
        raw = {
            name: value * (log((1 + total) / (1 + seen[name])) + 0.5)
            for name, value in vector.items()
        }
        length = sqrt(sum(value * value for value in raw.values())) or 1.0
        weighed.append({name: value / length for name, value in raw.items()})
    return weighed


def _against(vector: Vector, others: Sequence[Vector]) -> Vector:
    """Weigh a vector by how rare its names are among others, and scale it to length one."""
    total = len(others)
    seen = {name: sum(name in one for one in others) for name in vector}
    raw = {
        name: value * (log((1 + total) / (1 + seen[name])) + 0.5) for name, value in vector.items()
    }
    length = sqrt(sum(value * value for value in raw.values())) or 1.0
    return {name: value / length for name, value in raw.items()}


def _cosine(first: Vector, second: Vector) -> float:
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    return min(1.0, sum(value * large[name] for name, value in small.items() if name in large))


def shared_phrases(first: str, second: str, *, at_least: int = 3, most: int = 3) -> list[str]:
    """Return the longest runs of ``first`` that ``second`` uses too, generic words aside."""
    left, right = (_GENERIC.sub(" ", fold(text)) for text in (first, second))
    pieces = {right[at : at + at_least] for at in range(len(right) - at_least + 1)}
    found: list[str] = []
    at = 0
    while at <= len(left) - at_least:
        end = at
        while left[end : end + at_least] in pieces and end <= len(left) - at_least:
            end += 1
        if end > at:
            found.extend(_RUN.findall(left[at : end + at_least - 1]))
            at = end + at_least - 1
        else:
            at += 1
    phrases = sorted(
        {one for one in found if len(one) >= at_least}, key=lambda one: (-len(one), one)
    )
    return phrases[:most]
