"""What a new report goes on with, as asked before it comes into the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracker.tasks.rules.looks import Look


@dataclass(frozen=True, slots=True)
class OldTask:
    """An open task of the ledger that a finding tells once more."""

    number: str
    title: str
    url: str
    state: Look


@dataclass(frozen=True, slots=True)
class GoingOnRow:
    """A finding, the tasks that would go on, why, and whether that is so sure as to be ticked already."""

    finding_id: int
    title: str
    why: str
    sure: bool
    tasks: Sequence[OldTask]


@dataclass(frozen=True, slots=True)
class GoingOnPanel:
    """The panel in the form that brings a checked report into the ledger."""

    template: ClassVar[str] = "tasks/_going_on.html"
    rows: Sequence[GoingOnRow]
