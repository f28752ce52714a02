"""A draft as lines that can be kept, and two such drafts laid side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from tracker.yearend.rules.draft import Draft
from tracker.yearend.rules.editing.difference import Stretch, stretches
from tracker.yearend.rules.numbers import han


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or heading of a version; ``rank`` is 0 for the title, 1 and 2 for headings, 3 for text."""

    key: str
    rank: int
    text: str

    @property
    def as_json(self) -> dict[str, Any]:
        """Answer the line as it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Line":
        """Answer a kept line."""
        return cls(str(kept["key"]), int(kept["rank"]), str(kept["text"]))


def lines_of(draft: Draft) -> Iterator[Line]:
    """Answer a draft as lines in its order, numbered as it is printed."""
    yield Line("title", 0, draft.title)
    yield Line(draft.opening.key, 3, draft.opening.text)
    for number, section in enumerate(draft.sections, start=1):
        yield Line(f"section:{section.heading}", 1, f"{han(number)}、{section.heading}")
        for place, part in enumerate(section.parts, start=1):
            if part.heading:
                yield Line(f"part:{part.heading}", 2, f"（{han(place)}）{part.heading}")
            for one in part.passages:
                yield Line(one.key, 3, f"{one.lead}{one.text}")


class Kind(StrEnum):
    """What became of a line from one version to the next."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"
    MOVED = "moved"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "same": "未改",
            "changed": "改动",
            "added": "新增",
            "gone": "删去",
            "moved": "移动",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of either version with what became of it; a moved one may have changed, too."""

    kind: Kind
    rank: int
    stretches: tuple[Stretch, ...]


def compare(old: Sequence[Line], new: Sequence[Line]) -> tuple[Difference, ...]:
    """Lay two versions side by side by the keys of their paragraphs, in the order of the newer one.

    What is gone stands where it stood before. A line that kept its key but not its neighbours has moved.
    """
    was = {one.key: one for one in old}
    now = {one.key for one in new}
    stayed = _stayed(
        [one.key for one in old if one.key in now], [one.key for one in new if one.key in was]
    )
    gone = _gone_behind(old, now)
    found = [_gone(one) for one in gone.get("", ())]
    for line in new:
        found.append(_difference(was.get(line.key), line, stayed=line.key in stayed))
        found.extend(_gone(one) for one in gone.get(line.key, ()))
    return tuple(found)


def _stayed(before: list[str], after: list[str]) -> frozenset[str]:
    """Answer the keys that kept their order: those of the longest common stretch of both orders."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return frozenset(
        before[at]
        for block in matcher.get_matching_blocks()
        for at in range(block.a, block.a + block.size)
    )


def _gone_behind(old: Sequence[Line], now: set[str]) -> dict[str, list[Line]]:
    """Answer lines that are gone, by the key of the last line before them that is still there."""
    found: dict[str, list[Line]] = {}
    last = ""
    for one in old:
        if one.key in now:
            last = one.key
        else:
            found.setdefault(last, []).append(one)
    return found


def _gone(line: Line) -> Difference:
    return Difference(Kind.GONE, line.rank, stretches(line.text, ""))


def _difference(was: Line | None, line: Line, *, stayed: bool) -> Difference:
    if was is None:
        return Difference(Kind.ADDED, line.rank, stretches("", line.text))
    found = stretches(was.text, line.text)
    if not stayed:
        return Difference(Kind.MOVED, line.rank, found)
    return Difference(Kind.SAME if was.text == line.text else Kind.CHANGED, line.rank, found)
