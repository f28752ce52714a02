"""What the small form inside a row is given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.tasks.models import Task
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class RowFormPage:
    """A form in the place of a row.

    ``words`` is the step on the button, ``for_name`` whose progress a clerk records. ``moved_by`` names who was
    faster: then ``now`` tells what the ledger says meanwhile, beside what was typed.
    """

    template: ClassVar[str] = "ledgers/_row_form.html"

    task: Task
    slug: str
    word: str
    form: ChineseForm
    url: str
    row_url: str
    whole_url: str
    span: int
    for_name: str = ""
    message: str = ""
    moved_by: str = ""
    now: tuple[tuple[str, str], ...] = ()
