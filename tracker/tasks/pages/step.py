"""What the form of a step is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.tasks.models import Task
from tracker.tasks.pages.timeline import Event
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.looks import Look
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the step was refused, and who can take it."""

    reason: str
    who_can: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What happened since the form was shown; ``possible`` tells whether the step still can be taken.

    ``own`` where the reader did it, in another window.
    """

    events: tuple[Event, ...]
    possible: bool
    own: bool = False

    @property
    def by(self) -> str:
        """Answer who moved the task."""
        if self.own:
            return "您自己在别的窗口"
        return self.events[0].entered_by if self.events else "别人"


@dataclass(frozen=True, slots=True)
class Recording:
    """The block 代录; ``whole`` when the viewer can take this step only for somebody else.

    ``signed`` when the signed form must come along, because the viewer worked on the round; ``returns`` when the
    viewer may still send back in their own name.
    """

    whole: bool
    open: bool
    signed: bool
    returns: bool


@dataclass(frozen=True, slots=True)
class Handed:
    """A piece of evidence beside a form: its title, where it opens, and a small drawing of it, when it has them."""

    title: str
    url: str | None
    small: str | None


@dataclass(frozen=True, slots=True)
class StepPage:
    """The form of one step, on a page of its own or in a dialog.

    ``neighbours`` are the numbers and titles of the tasks that can be named in it.
    """

    template: ClassVar[str] = "tasks/step.html"

    task: Task
    look: Look
    state: Look
    word: str
    url: str
    task_url: str
    ledger_url: str
    fields: str
    form: ChineseForm
    recording: Recording | None
    proposals: tuple[tuple[TaskKind, date], ...]
    evidence: tuple[Handed, ...]
    asked: str
    last_step: bool
    files_lost: bool
    limits: str
    left_mb: int | None
    refusal: Refusal | None = None
    moved: Moved | None = None
    stands_for: str = ""
    extensions: int = 0
    neighbours: Sequence[tuple[str, str]] = ()

    @property
    def kind_notes(self) -> dict[str, str]:
        """Answer beside each type of task the deadline that it proposes."""
        return {
            kind.value: f"建议 {day.year}年{day.month}月{day.day}日" for kind, day in self.proposals
        }
