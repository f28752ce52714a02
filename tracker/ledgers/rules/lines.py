"""One row of a ledger as plain facts: what every export, form and comparison of the ledger is written from."""

from dataclasses import dataclass
from datetime import date

from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import ResultWord, TaskKind
from tracker.tasks.rules.lifecycle import State


@dataclass(frozen=True, slots=True)
class ReportedLine:
    """One report of progress: the day that it tells of, and its words."""

    done_on: date
    text: str
    difficulties: str = ""
    to_coordinate: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """An agreed extension; ``late`` marks 补办延期."""

    due_before: date
    due_after: date
    late: bool


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One task with its problem, as both stood on a day.

    ``position`` counts the rows of the list that was asked for, from 1. ``problem`` is the locked original
    wording, ``inward_text`` 对内表现, ``outward_text`` 对外表述. ``handler``, ``leader`` and ``lead_unit`` are
    the wordings of the paper where there are any (各村党组织书记), else the names. ``progress`` is that of the
    running round, oldest first. ``round`` is 2 or more for 第N次整改; ``joined_to`` the number of the task that
    took this one over; ``overdue`` tells that the deadline has passed on the day while work is owed.
    """

    task_id: int
    problem_id: int
    number: str
    state: State
    problem: str
    title: str
    position: int = 0
    unit_code: str = ""
    unit_name: str = ""
    year: int = 0
    superior_number: str = ""
    source: Source = Source.OTHER
    category: str = ""
    inward_text: str = ""
    outward_text: str = ""
    standard: str = ""
    measures: tuple[str, ...] = ()
    kind: TaskKind = TaskKind.BY_STAGES
    leader: str = ""
    leader_post: str = ""
    leader_id: int | None = None
    lead_unit: str = ""
    helping: str = ""
    handler: str = ""
    handler_post: str = ""
    handler_id: int | None = None
    lead_unit_id: int | None = None
    due_text: str = ""
    due_on: date | None = None
    original_due_on: date | None = None
    progress: tuple[ReportedLine, ...] = ()
    outcome: str = ""
    result_word: ResultWord | None = None
    evidence: tuple[str, ...] = ()
    closed_on: date | None = None
    round: int = 1
    repeats_year: int | None = None
    extensions: tuple[ExtensionLine, ...] = ()
    joined_to: str = ""
    basis: str = ""
    overdue: bool = False
    imported: bool = False
