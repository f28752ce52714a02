"""What a plan of the demonstration is made of: who works on a task, and what happens when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tracker.tasks.rules.kinds import FigureKind, TaskKind


class Kind(StrEnum):
    """What happens to a task."""

    SIGN = "sign"
    REPORT = "report"
    PAPER = "paper"
    SUBMIT = "submit"
    APPROVE = "approve"
    SUSTAIN = "sustain"
    BACK = "back"
    EXTEND = "extend"
    GRANT = "grant"
    REOPEN = "reopen"
    PAUSE = "pause"
    JOIN = "join"
    END = "end"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens: ``when`` is the share of the span that has passed, ``who`` a login.

    ``by`` is the typist when it was recorded for ``who`` (who may then be a plain name, such as a meeting).
    """

    kind: Kind
    when: float
    who: str
    text: str = ""
    figures: Sequence[tuple[FigureKind, str]] = ()
    now: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How one task goes: its owner, its deadline in days from today (or a share of the span), its acts."""

    title: str
    standard: str
    handler: str
    leader: str
    unit: str
    due: int | float
    category: str = ""
    kind: TaskKind = TaskKind.BY_STAGES
    helping: str = ""
    outward: str = ""
    due_text: str = ""
    indicator: tuple[str, str, str, str] | None = None
    assigned: float = 0.04
    acts: Sequence[Act] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of time in which a year's work is played."""

    first: date
    last: date

    def on(self, share: float) -> date:
        """Answer the day at which a share of the span has passed."""
        return self.first + timedelta(days=round((self.last - self.first).days * share))

    def due(self, due: float) -> date:
        """Answer a deadline: whole numbers count days from the last day, others are shares."""
        if isinstance(due, int):
            return self.last + timedelta(days=due)
        return self.on(due)


def amount(text: str) -> Decimal:
    """Answer a figure as a decimal."""
    return Decimal(text)
