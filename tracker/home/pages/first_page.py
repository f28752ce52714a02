"""What the first page is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.home.rules.arranging import deed_due
from tracker.tasks.models import Trace
from tracker.tasks.pages import told_in_short
from tracker.tasks.queries.listed import AnyTask
from tracker.tasks.rules.lights import Light, light
from tracker.tasks.rules.looks import Look, light_look, state_look
from tracker.tasks.rules.waiting import asks_for_paper


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in a short list.

    ``said`` is what was said last and waits for an answer, ``deed`` the word of what is to be done next.
    """

    id: int
    number: str
    title: str
    unit: str
    handler: str
    due_on: date | None
    due_text: str
    due_note: str
    state: Look
    light: Look
    deed: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class ToChase:
    """One person whose tasks are late or nearly, and how long the oldest has been late."""

    name: str
    numbers: tuple[str, ...]
    late: int
    days_late: int


@dataclass(frozen=True, slots=True)
class Short:
    """A short list of tasks; ``all_word`` leads to all of them, empty where all are shown."""

    word: str
    lines: Sequence[TaskLine]
    all_word: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page of one person.

    ``shut_below`` where nothing is in sight because ledgers below tell their superiors only what they reported;
    ``to_destroy`` is how many files somebody wishes destroyed by this reader (误传清除); ``acts`` where steps can be theirs.
    """

    template: ClassVar[str] = "home/index.html"
    greeting: str
    has_work: bool
    shut_below: bool
    to_destroy: int
    acts: bool
    shows_year: bool
    year_first: bool
    chasing: bool
    chase: Sequence[ToChase]
    chase_count: int
    decide: Short
    next: Short
    nearest: Short
    sees_ledger: bool
    may_import: bool
    may_manage_people: bool

    @property
    def idle(self) -> bool:
        """Answer whether nothing waits today on a person on whom something could."""
        return self.acts and not (self.decide.lines or self.next.lines or self.chase)


@dataclass(frozen=True, slots=True)
class StylePage:
    """The living page of the design system, in the demonstration only."""

    template: ClassVar[str] = "home/style.html"
    form: object
    today: date


def task_line(task: AnyTask, today: date, said: Trace | None = None) -> TaskLine:
    """Answer the line of a task whose lead unit is loaded, with what was said last and waits."""
    glow = light(task.state, task.due_on, today)
    return TaskLine(
        id=task.id,
        number=task.number,
        title=task.title,
        unit=task.lead_unit_text,
        handler=task.handler_text,
        due_on=task.due_on,
        due_text=task.due_text,
        due_note=_due_note(glow, task.due_on, today),
        state=state_look(task.state),
        light=light_look(glow),
        deed=deed_due(
            task.state, lacks_paper=said is not None and asks_for_paper(said.step, said.facts)
        ),
        said=told_in_short(said) if said else "",
    )


def _due_note(glow: Light, due_on: date | None, today: date) -> str:
    if due_on is None or glow not in {Light.OVERDUE, Light.NEAR, Light.ON_TRACK}:
        return ""
    days = (due_on - today).days
    if days < 0:
        return f"超期{-days}天"
    return f"还有{days}天" if days else "今天到期"
