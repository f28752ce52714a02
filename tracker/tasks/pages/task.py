"""What the page of one task is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.tasks.models import Measure, Progress, Task, TaskRound
from tracker.tasks.pages.evidence import EvidenceBoard
from tracker.tasks.pages.extensions import ExtensionLine
from tracker.tasks.pages.timeline import Event
from tracker.tasks.pages.waiting import NextBox
from tracker.tasks.rules.lights import RoundDates, Timeliness, timeliness
from tracker.tasks.rules.looks import Look


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of work, with how it kept its deadline."""

    round: TaskRound
    timeliness: Timeliness


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure, with how far it is in the villages, in words; empty where none are named."""

    measure: Measure
    by_place: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """Another task, with where it comes from, or how it belongs to this one."""

    number: str
    title: str
    url: str
    source: str
    state: Look


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A report of progress; ``linked`` is the number of the linked task on which it was entered.

    ``old`` holds what fields said before they were put right; ``correct_url`` is None where the viewer may not.
    """

    progress: Progress
    linked: str
    old: Mapping[str, str]
    correct_url: str | None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task whole."""

    template: ClassVar[str] = "tasks/show.html"

    task: Task
    state: Look
    light: Look | None
    still: Look | None
    due_note: str
    marks: tuple[tuple[str, str], ...]
    ledger_url: str
    joined_url: str | None
    joined_to: str
    joined: tuple[LinkLine, ...]
    chain: tuple[dict[str, str], ...]
    next: NextBox
    progress: tuple[ProgressLine, ...]
    measures: tuple[MeasureLine, ...]
    measures_url: str | None
    old_outcome: str
    outcome_url: str | None
    note_urls: Mapping[int, str]
    day_urls: Mapping[int, str]
    links: tuple[LinkLine, ...]
    siblings: tuple[LinkLine, ...]
    evidence: EvidenceBoard
    extensions: tuple[ExtensionLine, ...]
    rounds: tuple[RoundLine, ...]
    events: tuple[Event, ...]
    slots: tuple[tuple[str, str], ...]


def round_lines(task: Task, today: date) -> tuple[RoundLine, ...]:
    """Answer the rounds of a task, each judged by its own days."""
    return tuple(RoundLine(one, timeliness(_dates(one), today)) for one in task.rounds)


def _dates(one: TaskRound) -> RoundDates:
    return RoundDates(
        original_due_on=one.original_due_on,
        due_on=one.due_on,
        done_on=one.closed_on or one.sustained_on,
        extended_late=one.extended_late,
    )
