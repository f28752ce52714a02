"""Plain facts about what hangs on a task: its measures, its agreed extensions."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """A measure; ``done_on`` is None while it is owed."""

    text: str
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExtensionFact:
    """An agreed request for more time; ``late`` marks one asked after the deadline (补办延期)."""

    due_before: date
    due_after: date
    decided_on: date
    reason: str
    late: bool = False
