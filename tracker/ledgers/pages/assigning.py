"""What the tables of 批量交办 and of what else is done with ticked tasks are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tracker.tasks.models import Task
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class AssignLine:
    """A task with the fields of its line; ``refusal`` is why it was not assigned."""

    task: Task
    url: str
    fields: Mapping[str, Any]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A ticked task that this cannot be done with, and why."""

    number: str
    title: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class AssignPage:
    """批量交办: the lines still to be assigned, those left out, and what was done just now."""

    template: ClassVar[str] = "ledgers/assigning.html"

    form: ChineseForm
    lines: tuple[AssignLine, ...]
    left_out: tuple[LeftOut, ...]
    done: int
    done_prints_url: str
    url: str
    draft_url: str
    claims_url: str


@dataclass(frozen=True, slots=True)
class TickedLine:
    """A task, how it stands under each heading, and what became of it: nothing yet, done, or refused with the reason."""

    task: Task
    url: str
    cells: tuple[tuple[str, str], ...]
    ticked: bool = True
    result: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class TickedPage:
    """批量调整责任, 批量改类型, 批量延期: what holds for all ticked tasks, and what became of each.

    ``fields`` is the template of the form's own fields, ``verb`` what is done with a task (调整责任), ``files``
    whether one may come with the form.
    """

    template: ClassVar[str] = "ledgers/ticked.html"

    word: str
    verb: str
    button: str
    picture: str
    fields: str
    heads: tuple[str, ...]
    form: ChineseForm
    lines: tuple[TickedLine, ...]
    left_out: tuple[LeftOut, ...]
    url: str
    files: bool = False

    @property
    def done(self) -> int:
        """Answer how many were done just now, where others were refused."""
        return sum(one.done for one in self.lines)
