"""What the pages of a new problem, and of a file that is no more, are given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class OpenPage:
    """新增问题; ``same_url`` leads to a task whose problem has the very same text."""

    template: ClassVar[str] = "tasks/new.html"

    form: ChineseForm
    url: str
    ledger_url: str
    same_url: str | None = None
    same_number: str = ""


@dataclass(frozen=True, slots=True)
class NoFilePage:
    """A piece of evidence whose file cannot be had: destroyed, on paper only, or damaged."""

    template: ClassVar[str] = "tasks/no_file.html"

    title: str
    reason: str
    task_url: str
