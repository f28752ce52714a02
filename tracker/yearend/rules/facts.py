"""The facts of a unit's year as plain rows; everything that figures and sentences are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import FigureKind, FigureSort, ResultWord, TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lines import ExtensionFact, MeasureFact
from tracker.yearend.rules.house import House
from tracker.yearend.rules.outline import Entry


class Origin(StrEnum):
    """Whence a problem came into the year (整改年度)."""

    LAST_YEAR = "last_year"
    EARLIER = "earlier"
    NEW = "new"

    @property
    def label(self) -> str:
        """Answer the word in tables."""
        return {
            "last_year": "上年度报告问题",
            "earlier": "以前年度结转",
            "new": "本年度新增",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A figure reported with progress, for example 制度 2 项; ``name`` tells of what, ``sort`` more exactly how."""

    kind: FigureKind
    amount: Decimal
    name: str = ""
    sort: FigureSort | None = None


@dataclass(frozen=True, slots=True)
class ProgressFact:
    """One report of progress of the year."""

    done_on: date
    text: str
    difficulties: str = ""
    figures: tuple[FigureFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What can be measured: at the start of the year, wanted, now."""

    name: str
    unit: str
    at_start: Decimal | None = None
    wanted: Decimal | None = None
    now: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task as it stood on the as-of day.

    ``finished_on`` is the day of the last approval or, before that, of reaching the stage target (长期坚持)
    in the current round, ``closed_on`` that of the last approval alone, ``finished_before_on`` that of the
    round before, if any; ``joined_to`` the number of the task that took it over; ``goes_on_because`` the reason with
    which it was let go on beyond the year (转入下年度).
    """

    id: int
    number: str
    title: str
    state: State
    kind: TaskKind = TaskKind.BY_STAGES
    standard: str = ""
    round: int = 1
    handler: str = ""
    handler_post: str = ""
    leader: str = ""
    leader_post: str = ""
    lead_unit: str = ""
    lead_unit_id: int | None = None
    helping: str = ""
    due_on: date | None = None
    due_text: str = ""
    original_due_on: date | None = None
    assigned_on: date | None = None
    finished_on: date | None = None
    closed_on: date | None = None
    finished_before_on: date | None = None
    extended_late: bool = False
    outcome: str = ""
    result_word: ResultWord | None = None
    basis: str = ""
    joined_to: str = ""
    goes_on_because: str = ""
    indicator: Indicator | None = None
    measures: tuple[MeasureFact, ...] = ()
    progress: tuple[ProgressFact, ...] = ()
    extensions: tuple[ExtensionFact, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemFact:
    """A problem with its tasks; ``repeats_year`` is the year of the earlier problem that it repeats.

    What is said about it outside is ``outward_text`` when somebody wrote one; the inward wording is not read
    at all, so that it cannot reach a draft.
    """

    id: int
    origin: Origin
    source: Source
    title: str
    text: str
    tasks: tuple[TaskFact, ...]
    outward_text: str = ""
    category: str = ""
    superior_number: str = ""
    year: int = 0
    registered_on: date | None = None
    repeats_year: int | None = None
    repeats_closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class OutlineHeading:
    """A heading of last year's report under which work was told; ``sample`` is the text below it."""

    heading: str
    sample: str = ""


@dataclass(frozen=True, slots=True)
class PledgeFact:
    """A promise of last year's plan that answers no problem; ``told`` is what a person says was done about it."""

    id: int
    text: str
    told: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A unit's year: the problems worked off in it, as of a day (by the day done).

    ``headings`` and ``last_text`` are those of last year's report, ``outline`` this year's 提纲 when there is one.
    What people decided about the draft: ``placed`` are headings by the key of a paragraph, ``together`` groups of
    problems told in one (None: nobody was asked). ``offered`` are promises of last year's report that answer no
    problem; what is due after ``ends_on`` lies ahead of whoever reads the report, by itself the end of the year. ``meetings`` is how
    often the whole ledger was gone through (集中调度). Where these are some problems of a larger year, ``beside`` are
    tasks of others that took some of theirs over.
    """

    unit: str
    unit_code: str
    year: int
    as_of: date
    problems: tuple[ProblemFact, ...]
    sustained_counts: bool = False
    superior: str = ""
    report_title: str = ""
    headings: tuple[OutlineHeading, ...] = ()
    last_text: str = ""
    outline: tuple[Entry, ...] = ()
    placed: Mapping[str, str] = field(default_factory=dict)
    together: tuple[tuple[int, ...], ...] | None = None
    pledges: tuple[PledgeFact, ...] = ()
    house: House = field(default_factory=House)
    offered: tuple[str, ...] = ()
    ends_on: date = date.max
    meetings: int = 0
    beside: tuple[TaskFact, ...] = ()

    @property
    def last_day(self) -> date:
        """Answer the last day of the time that the report tells of."""
        return min(self.ends_on, date(self.year, 12, 31))

    @property
    def tasks(self) -> tuple[TaskFact, ...]:
        """Answer every task of the year, by problem."""
        return tuple(task for problem in self.problems for task in problem.tasks)
