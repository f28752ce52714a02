"""What the page of 年终收尾 is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from tracker.accounts.models import Unit
from tracker.tasks.rules.looks import Look
from tracker.web.forms import ChineseForm
from tracker.yearend.models import YearClosing
from tracker.yearend.rules.facts import TaskFact


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """An open task without a reason to go on, with the fields of its line."""

    task: TaskFact
    look: Look
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A task that goes into the next year: why, and who decided."""

    task: TaskFact
    reason: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class LackingLine:
    """A closed task and what it lacks."""

    task: TaskFact
    lacking: str


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """A year step by step to its end: what is open, what lacks proof, what nobody was charged with, the sealing.

    ``waiting`` are the lines of this page out of ``waiting_count``; ``sealed`` is the sealing that holds, ``moved``
    what has changed since; ``undone`` are sealings that were opened again; ``too_early`` says from when on one can
    seal, ``empty`` that the year knows no problem. Whoever is no clerk of the ledger reads, and has no forms.
    """

    template: ClassVar[str] = "yearend/closing.html"

    unit: Unit
    year: int
    address: dict[str, Any]
    waiting: tuple[WaitingLine, ...]
    waiting_count: int
    carried: tuple[CarriedLine, ...]
    lacking: tuple[LackingLine, ...]
    unassigned: tuple[TaskFact, ...]
    carry_form: ChineseForm
    seal_form: ChineseForm
    open_form: ChineseForm
    sealed: YearClosing | None
    moved: tuple[str, ...]
    undone: Sequence[YearClosing]
    too_early: str
    empty: bool
    saved: int
