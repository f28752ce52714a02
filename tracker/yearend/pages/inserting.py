"""What the page that puts our sections into their draft is given."""

from dataclasses import dataclass
from typing import Any, ClassVar

from tracker.yearend.models import YearPaper
from tracker.yearend.rules.inserting import NewParagraph, Spot, Way


@dataclass(frozen=True, slots=True)
class SectionToInsert:
    """A section of ours: its paragraphs, the heading of theirs where it belongs, and how it goes there."""

    key: str
    heading: str
    paragraphs: tuple[NewParagraph, ...]
    spot: Spot | None
    way: Way


@dataclass(frozen=True, slots=True)
class InsertPage:
    """What will go where, before anything is written."""

    template: ClassVar[str] = "yearend/insert.html"

    paper: YearPaper
    sections: tuple[SectionToInsert, ...]
    spots: tuple[Spot, ...]
    address: dict[str, Any]
    trouble: str = ""

    @property
    def ways(self) -> tuple[Way, ...]:
        """Answer how a section may go in."""
        return tuple(Way)
