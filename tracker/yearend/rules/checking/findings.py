"""What a check-up of a report says: a kind, a sentence for a person, and the place in the text."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of what may be amiss, in the order in which a page lists them."""

    YEAR = "year"
    GAP = "gap"
    COUNT = "count"
    NUMBERING = "numbering"
    NAME = "name"
    EMPTY = "empty"
    SIGN = "sign"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return _LABELS[self]


_LABELS = {
    Kind.YEAR: "年份",
    Kind.GAP: "没有填完的地方",
    Kind.COUNT: "前后数目",
    Kind.NUMBERING: "序号",
    Kind.NAME: "人名、单位名",
    Kind.EMPTY: "空标题",
    Kind.SIGN: "标点和用字",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: ``text[start:end]`` of the document, and what about it."""

    kind: Kind
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows, to hold a report against: the year it reports on, its own names.

    ``people`` are the names of accounts, ``units`` those of the unit, of those below it and of the one above.
    """

    year: int
    people: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
