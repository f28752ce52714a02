"""What the first page is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.tasks.models import Task
from tracker.tasks.rules.lights import light
from tracker.tasks.rules.looks import Look, light_look, state_look


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in a short list; ``said`` is what was said last and waits for an answer."""

    id: int
    number: str
    title: str
    unit: str
    handler: str
    due_on: date | None
    due_text: str
    state: Look
    light: Look
    said: str = ""


@dataclass(frozen=True, slots=True)
class YearGlance:
    """A year at a glance: the three counts, the rate and its rule, completion against time elapsed.

    ``new`` of the problems were registered during the year itself, not found in the report before it.
    """

    unit_name: str
    unit_code: str
    problem_year: int
    year: int
    problems: int
    new: int
    tasks: int
    measures: int
    done: int
    counted: int
    rate: str
    rule: str
    shares: tuple[tuple[Look, int], ...]
    days_passed: int
    days_whole: int

    @property
    def years(self) -> str:
        """Answer both years, and what came in during the second."""
        both = f"问题年度 {self.problem_year}，整改年度 {self.year}"
        return both + (f"，其中本年度新增 {self.new} 个" if self.new else "")

    @property
    def time_share(self) -> int:
        """Answer how many hundredths of the year have passed."""
        return 100 * self.days_passed // self.days_whole

    @property
    def time_mark(self) -> float:
        """Answer where the passed time stands on a bar of ``counted`` problems."""
        return self.counted * self.days_passed / self.days_whole


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page of one person."""

    template: ClassVar[str] = "home/index.html"
    greeting: str
    has_work: bool
    to_do: Sequence[TaskLine]
    to_do_count: int
    to_review: Sequence[TaskLine]
    to_review_count: int
    nearest: Sequence[TaskLine]
    sees_ledger: bool
    may_import: bool
    may_manage_people: bool


@dataclass(frozen=True, slots=True)
class GlancePage:
    """The year at a glance, which reads a whole year and so follows behind the first page."""

    template: ClassVar[str] = "home/_glance.html"
    glance: YearGlance | None
    overdue: int
    near: int


@dataclass(frozen=True, slots=True)
class StylePage:
    """The living page of the design system, in the demonstration only."""

    template: ClassVar[str] = "home/style.html"
    form: object
    today: date


def task_line(task: Task, today: date, said: str = "") -> TaskLine:
    """Answer the line of a task whose lead unit is loaded."""
    return TaskLine(
        id=task.id,
        number=task.number,
        title=task.title,
        unit=task.lead_unit_text,
        handler=task.handler_text,
        due_on=task.due_on,
        due_text=task.due_text,
        state=state_look(task.state),
        light=light_look(light(task.state, task.due_on, today)),
        said=said,
    )
