"""What the page of a unit that gets another name, is merged, or goes below another one is given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class ReorganisePage:
    """更名、合并、换上级: the forms, and how many open tasks would follow; what is open in the unit's own ledger, if it keeps one.

    ``move_form`` is None where there is no other unit to go below.
    """

    template: ClassVar[str] = "tasks/reorganise.html"

    name: str
    rename_form: ChineseForm
    merge_form: ChineseForm
    move_form: ChineseForm | None
    rename_url: str
    merge_url: str
    move_url: str
    unit_url: str
    units_url: str
    tasks: int
    open_in_ledger: int | None
    conflict: bool
