"""What the page of a correction is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tracker.tasks.models import Task
from tracker.tasks.pages.step import Refusal
from tracker.tasks.rules.corrections import Subject
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class CorrectPage:
    """更正: the words as they stand (``old``) beside what is typed in the fields ``names``; ``moved_by`` changed the task meanwhile.

    ``signed`` asks for the paper that somebody else signed; ``hints`` tell what the correction brings with it.
    """

    template: ClassVar[str] = "tasks/correct.html"

    task: Task
    subject: Subject
    form: ChineseForm
    names: tuple[str, ...]
    old: Mapping[str, str]
    url: str
    task_url: str
    ledger_url: str
    signed: bool
    hints: tuple[str, ...]
    refusal: Refusal | None = None
    moved_by: str = ""
