"""Which other papers a year can make."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.reports.rules.sources import Source
from tracker.yearend.rules.facts import YearFacts


class Kind(StrEnum):
    """The kinds of papers beside the annual report."""

    HALF_YEAR = "half"
    LEADER = "leader"
    SOURCE = "source"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return {
            "half": "半年小结",
            "leader": "按责任领导（一岗双责）",
            "source": "按问题来源",
            "public": "公开稿",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Edition:
    """One paper: its kind, and whose or of what (a leader's name, a source by value; empty for the other kinds)."""

    kind: Kind
    of: str = ""

    @property
    def slug(self) -> str:
        """Answer how an address names it."""
        return f"{self.kind.value}:{self.of}" if self.of else self.kind.value

    @property
    def label(self) -> str:
        """Answer how a person names it."""
        if self.kind is Kind.SOURCE:
            return Source(self.of).label
        return self.of or self.kind.label


def editions_of(facts: YearFacts) -> Iterator[Edition]:
    """Answer every paper for which the year has something to tell."""
    if not facts.problems:
        return
    yield Edition(Kind.HALF_YEAR)
    leaders = dict.fromkeys(one.leader for one in facts.tasks if one.leader)
    yield from (Edition(Kind.LEADER, name) for name in leaders)
    there = {one.source for one in facts.problems}
    yield from (Edition(Kind.SOURCE, one.value) for one in Source if one in there)
    yield Edition(Kind.PUBLIC)
