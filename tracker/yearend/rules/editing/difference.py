"""What was taken out of a text and put into it, as a person reads it: by sentences, within them by words, not by signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from tracker.yearend.rules.editing.sentences import sentences_of

# Chinese is compared sign by sign, numbers and Latin words as wholes: 9 → 10 is one change.
_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|\s+|.", re.DOTALL)
_NEAR = 0.5  # share of two sentences that is alike, from which the one is the other in new words
_SHORTEST = 2  # tokens that two changes must have between them to be told apart


class Way(StrEnum):
    """Whether a stretch stands in both texts, only in the old or only in the new one."""

    KEPT = "kept"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text with where it stands."""

    way: Way
    text: str


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """Answer both texts as one row of stretches; without those put in it is the old text, without those out the new.

    Sentence is held against sentence: one that was reworded shows its words, one that has little in common with any
    other is new or gone as a whole.
    """
    before, after = sentences_of(old), sentences_of(new)
    found: list[Stretch] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch(Way.KEPT, "".join(before[i:j])))
        else:
            found += _replaced(before[i:j], after[k:m])
    return tuple(found)


def _replaced(before: list[str], after: list[str]) -> Iterator[Stretch]:
    """Answer sentences that differ: each new one beside the first old one that it may have been, in their order."""
    at, fresh = 0, ""
    for sentence in after:
        near = next((n for n in range(at, len(before)) if _are_near(before[n], sentence)), None)
        if near is None:
            fresh += sentence
            continue
        yield from _changed("".join(before[at:near]), fresh)
        yield from _reworded(before[near], sentence)
        at, fresh = near + 1, ""
    yield from _changed("".join(before[at:]), fresh)


def _are_near(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEAR


def _reworded(old: str, new: str) -> Iterator[Stretch]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    out, put_in = "", ""
    for i, j, k, m, same in _blocks(before, after):
        if same:
            yield from _changed(out, put_in)
            yield Stretch(Way.KEPT, "".join(before[i:j]))
            out, put_in = "", ""
            continue
        out += "".join(before[i:j])
        put_in += "".join(after[k:m])
    yield from _changed(out, put_in)


def _changed(out: str, put_in: str) -> Iterator[Stretch]:
    if out:
        yield Stretch(Way.OUT, out)
    if put_in:
        yield Stretch(Way.IN, put_in)


def _blocks(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Answer runs of both texts; a lone sign that two changes have in common is no island to stand on."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    codes = matcher.get_opcodes()
    for number, (tag, i, j, k, m) in enumerate(codes):
        between = 0 < number < len(codes) - 1
        island = between and j - i < _SHORTEST
        yield i, j, k, m, tag == "equal" and not island
