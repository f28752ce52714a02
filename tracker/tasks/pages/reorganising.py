"""What the page of a unit that gets another name or is merged is given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class ReorganisePage:
    """更名、合并: both forms, and how many open tasks and people would follow."""

    template: ClassVar[str] = "tasks/reorganise.html"

    name: str
    rename_form: ChineseForm
    merge_form: ChineseForm | None
    rename_url: str
    merge_url: str
    unit_url: str
    units_url: str
    tasks: int
    conflict: bool
