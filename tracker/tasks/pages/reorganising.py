"""What the page of a unit that gets another name or is merged is given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class ReorganisePage:
    """更名、合并: both forms, and how many open tasks would follow; what is open in the unit's own ledger, if it keeps one."""

    template: ClassVar[str] = "tasks/reorganise.html"

    name: str
    rename_form: ChineseForm
    merge_form: ChineseForm
    rename_url: str
    merge_url: str
    unit_url: str
    units_url: str
    tasks: int
    open_in_ledger: int | None
    conflict: bool
