"""What the pages of chasing by hand are given."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.reminders.pages.tabs import Tab
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class ToChaseTask:
    """One task of a person; ``chased_on`` is the day of the latest talk."""

    id: int
    number: str
    title: str
    due_on: date
    late: bool
    chased_on: date | None


@dataclass(frozen=True, slots=True)
class ToChasePerson:
    """One person with all that is to be said in one go; ``text`` is to be copied."""

    key: str
    name: str
    phone: str
    tasks: tuple[ToChaseTask, ...]
    text: str
    task_ids: str
    chased_today: bool


@dataclass(frozen=True, slots=True)
class ToChasePage:
    """今日要催, grouped by person."""

    template: ClassVar[str] = "reminders/to_chase.html"

    tabs: tuple[Tab, ...]
    today: date
    until: date
    days: str
    choices: tuple[tuple[str, str], ...]
    people: tuple[ToChasePerson, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ChasePage:
    """已催登记 for one person."""

    template: ClassVar[str] = "reminders/chase.html"
    fragment: ClassVar[str] = "reminders/_chase.html"

    form: ChineseForm
    name: str
    numbers: tuple[str, ...]
