"""What the tables of 批量交办 and 批量调整责任 are given."""

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
class AdjustLine:
    """A task and what became of it: nothing yet, done, or refused with the reason."""

    task: Task
    url: str
    ticked: bool = True
    result: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class AdjustPage:
    """批量调整责任: who has the tasks now, who shall have them, and what became of each."""

    template: ClassVar[str] = "ledgers/adjusting.html"

    form: ChineseForm
    lines: tuple[AdjustLine, ...]
    left_out: tuple[LeftOut, ...]
    url: str
