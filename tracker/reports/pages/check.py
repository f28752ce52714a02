"""The check screen: source, candidates, and what a person should look at."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.reports.pages.cards import Card
from tracker.reports.pages.papers import Head
from tracker.reports.pages.remarks import Remark
from tracker.reports.pages.source import SourceText


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A report beside what was read from it; read-only once it is in the ledger, or without the right."""

    template: ClassVar[str] = "reports/check.html"

    head: Head
    source: SourceText
    cards: tuple[Card, ...]
    kept: int
    stated: int | None
    remarks: tuple[Remark, ...]
    claims: tuple[str, ...]
    claims_url: str | None
    categories: tuple[str, ...]
    may_correct: bool
    conflict: str = ""
    said: str = ""

    @property
    def dropped(self) -> int:
        """Answer how many candidates were left out."""
        return len(self.cards) - self.kept

    @property
    def unanswered(self) -> int:
        """Answer how many candidates still ask whether they repeat an earlier problem."""
        return sum(bool(card.likely) for card in self.cards)

    @property
    def proposed_categories(self) -> int:
        """Answer how many candidates have no category but a proposed one."""
        return sum(bool(card.proposed_category) and not card.dropped for card in self.cards)


@dataclass(frozen=True, slots=True)
class CheckFragment(CheckPage):
    """The same without its frame, for htmx."""

    template: ClassVar[str] = "reports/_check.html"
