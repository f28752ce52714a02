"""What the year at a glance and the page of its pictures are given."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.accounts.models import Unit
from tracker.home.queries import UnitLights
from tracker.home.rules.pictures import Picture
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.looks import Look, state_look
from tracker.yearend.rules.facts import Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.statistics import figures_of


@dataclass(frozen=True, slots=True)
class YearGlance:
    """A year at a glance: the three counts, the rate and its rule, completion against time elapsed.

    ``new`` of the problems were registered during the year itself, not found in the report before it.
    """

    unit_name: str
    unit_code: str
    problem_year: int
    year: int
    as_of: date
    problems: int
    new: int
    tasks: int
    measures: int
    done: int
    counted: int
    repeated: int
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
class GlancePage:
    """The year at a glance, which reads a whole year and so follows behind the first page."""

    template: ClassVar[str] = "home/_glance.html"
    glance: YearGlance | None
    lights: Sequence[UnitLights]

    @property
    def overdue(self) -> int:
        """Answer how many open tasks are late."""
        return sum(one.overdue for one in self.lights)

    @property
    def near(self) -> int:
        """Answer how many open tasks fall due within the coming days."""
        return sum(one.near for one in self.lights)

    @property
    def on_track(self) -> int:
        """Answer how many open tasks have time left."""
        return sum(one.on_track for one in self.lights)

    @property
    def undated(self) -> int:
        """Answer how many open tasks have no deadline."""
        return sum(one.undated for one in self.lights)

    @property
    def total(self) -> int:
        """Answer how many tasks are open."""
        return sum(one.total for one in self.lights)


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """整改概况: the pictures of a year, what its rate counts, what came again."""

    template: ClassVar[str] = "home/overview.html"
    unit: Unit
    units: Sequence[Unit]
    glance: YearGlance
    pictures: Sequence[Picture]
    done: Sequence[ProblemFact]
    again: Sequence[ProblemFact]
    latest: bool


@dataclass(frozen=True, slots=True)
class NoOverviewPage:
    """整改概况 for somebody who reads no ledger yet."""

    template: ClassVar[str] = "home/no_overview.html"


def year_glance(facts: YearFacts) -> YearGlance:
    """Answer the glance of a year as of the day that its facts were read for."""
    figures = figures_of(facts)
    whole, end = figures.whole, date(facts.year, 12, 31).timetuple().tm_yday
    return YearGlance(
        unit_name=facts.unit,
        unit_code=facts.unit_code,
        problem_year=facts.year - 1,
        year=facts.year,
        as_of=facts.as_of,
        problems=whole.problems.total,
        new=sum(one.origin is Origin.NEW for one in facts.problems),
        tasks=whole.tasks.total,
        measures=whole.measures,
        done=whole.problems.completed(sustained_counts=facts.sustained_counts),
        counted=whole.problems.counted,
        repeated=figures.repeated,
        rate=figures.rate,
        rule=figures.rule,
        shares=_shares(facts.tasks),
        days_passed=facts.as_of.timetuple().tm_yday if facts.as_of.year == facts.year else end,
        days_whole=end,
    )


def _shares(tasks: Sequence[TaskFact]) -> tuple[tuple[Look, int], ...]:
    counts = Counter(task.state for task in tasks)
    return tuple((state_look(state), counts[state]) for state in State if counts[state])
