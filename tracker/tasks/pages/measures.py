"""What the page of a task's measures is given."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from tracker.tasks.models import Measure, Task
from tracker.tasks.pages.step import Refusal
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class TickRow:
    """One place (or the measure as a whole, without a note) with its fields: box, day, note."""

    name: str
    box: Any
    day: Any
    note: Any


@dataclass(frozen=True, slots=True)
class MeasureBlock:
    """One measure: ticked off as a whole, and village by village; ``due`` is the field of its own deadline."""

    measure: Measure
    whole: TickRow
    places: tuple[TickRow, ...]
    told: str
    due: Any


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """措施完成情况 and, for clerks, 措施时限和村; one save for each of the two."""

    template: ClassVar[str] = "tasks/measures.html"

    task: Task
    blocks: tuple[MeasureBlock, ...]
    ticks: ChineseForm
    plan: ChineseForm | None
    ticks_url: str | None
    plan_url: str
    task_url: str
    ledger_url: str
    recorded_for: str
    units_below: str
    today: date
    refusal: Refusal | None = None
    moved_by: str = ""
