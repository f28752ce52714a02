"""What was taken out of a text and put into it, as a person reads it: by words and clauses, not by single signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Chinese is compared sign by sign, numbers and Latin words as wholes: 9 → 10 is one change.
_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|\s+|.", re.DOTALL)
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
    """Answer both texts as one row of stretches; without those put in it is the old text, without those out the new."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Stretch] = []
    out, put_in = "", ""
    for i, j, k, m, same in _blocks(before, after):
        if same:
            found += _changed(out, put_in)
            found.append(Stretch(Way.KEPT, "".join(before[i:j])))
            out, put_in = "", ""
            continue
        out += "".join(before[i:j])
        put_in += "".join(after[k:m])
    return (*found, *_changed(out, put_in))


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
