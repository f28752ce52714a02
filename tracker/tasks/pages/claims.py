"""What a report's claims about last year are held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracker.tasks.rules.looks import Look


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """An open task of an earlier report; ``claim`` is the sentence that speaks of it, if any."""

    number: str
    title: str
    url: str
    state: Look
    claim: str | None


@dataclass(frozen=True, slots=True)
class ClaimsPanel:
    """The panel below the claims of a report."""

    template: ClassVar[str] = "tasks/_claims.html"
    rows: Sequence[ClaimRow]
