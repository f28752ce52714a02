"""What is shown about days: what would go out on one, what moves when the calendar changes, deadlines on rest days."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.reminders.pages.tabs import Tab
from tracker.reminders.queries.days import TaskDay
from tracker.reminders.queries.preview import Foreseen


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What would go out on a day, by person."""

    template: ClassVar[str] = "reminders/preview.html"

    tabs: tuple[Tab, ...]
    on: date
    about: str
    workday: bool
    provisional: bool
    past: bool
    may_see_log: bool
    people: tuple[tuple[str, tuple[Foreseen, ...]], ...]
    count: int
    own_login: str = ""  # of a reader who is shown nothing but what they themselves will be told
    asked: str = ""  # nobody alone


@dataclass(frozen=True, slots=True)
class PersonDayPage:
    """One day of one person: what they were or will be told, and why nothing else."""

    template: ClassVar[str] = "reminders/person_day.html"

    tabs: tuple[Tab, ...]
    on: date
    asked: str
    refusal: str
    heading: str
    notes: tuple[str, ...]
    told: tuple[TaskDay, ...]
    silent: tuple[TaskDay, ...]
    own_login: str = ""  # here everybody may ask by name, if only their own


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One reminder that a change of the calendar moves, about so many tasks."""

    label: str
    before: date
    after: date
    count: int


@dataclass(frozen=True, slots=True)
class RestDayTask:
    """A deadline that would fall on a rest day, and the working day before it."""

    id: int
    number: str
    title: str
    due_on: date
    better_on: date
    from_paper: bool


@dataclass(frozen=True, slots=True)
class EffectPage:
    """What moves when the calendar changes; a fragment for the page that asks, or a page of its own."""

    template: ClassVar[str] = "reminders/calendar_effect.html"
    fragment: ClassVar[str] = "reminders/_calendar_effect.html"

    moved: tuple[MovedRow, ...]
    resting: int
    from_paper: int
    more: int


@dataclass(frozen=True, slots=True)
class RestDaysPage:
    """Deadlines on rest days, to be moved or left."""

    template: ClassVar[str] = "reminders/rest_days.html"

    rows: tuple[RestDayTask, ...]
