"""What the pages of 填报表 are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracker.ledgers.models import ReturnChange, ReturnedFile, ReturnForm, ReturnRound
from tracker.ledgers.rules.returns import Open
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class ReturnRoundsPage:
    """The rounds, how many came back in each, and the form to begin one."""

    template: ClassVar[str] = "ledgers/return_rounds.html"
    form: ChineseForm
    rounds: Sequence[ReturnRound]
    counts: Mapping[int, tuple[int, int]]
    waiting: Mapping[int, int]
    several_units: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change as old and new for each open column that was filled in."""

    change: ReturnChange
    told: tuple[tuple[Open, str, str], ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one person or unit."""

    form: ReturnForm
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class ReturnRoundPage:
    """One round: who has not reported, what came back, and what waits for a decision."""

    template: ClassVar[str] = "ledgers/return_round.html"
    round: ReturnRound
    form: ChineseForm
    decide: ChineseForm
    waiting: tuple[ChangeGroup, ...]
    decided: tuple[ChangeGroup, ...]
    files: Sequence[ReturnedFile]
    missing: Sequence[ReturnForm]
    missing_text: str
    limit_mb: int

    @property
    def waiting_count(self) -> int:
        """Answer how many rows wait."""
        return sum(len(one.rows) for one in self.waiting)
