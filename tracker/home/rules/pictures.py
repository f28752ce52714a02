"""A year as pictures: each is a small table of numbers that a chart draws and a person can read as it stands.

Every row says what it counts: the tasks themselves, or the line of the year's tables behind which they stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.tasks.rules.lifecycle import OWED
from tracker.yearend.rules.facts import ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.standing import (
    Result,
    result_of_problem,
    results_of,
    targets_of,
)
from tracker.yearend.rules.tables import Row, Table, tables_of

AHEAD = timedelta(days=120)
_MONTHS = range(1, 13)
_STANDS = (("已完成", "good"), ("长期坚持", "info"), ("正在推进", "active"), ("超期未完成", "bad"))


class Shape(StrEnum):
    """How the rows of a picture are drawn."""

    LINES = "lines"
    STACKED = "stacked"
    COLUMNS = "columns"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Series:
    """A column of numbers with the tone of its drawing."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a number for each series (None where there is none yet), and what it counts.

    ``table`` is the key of the year's table in which the row of the same label tells the tasks; ``year`` a
    problem year of the ledger; ``tasks`` are the tasks themselves.
    """

    label: str
    values: tuple[int | float | None, ...]
    tasks: tuple[TaskFact, ...] = ()
    table: str = ""
    year: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the one sentence that says what it shows; ``first`` names what the rows are."""

    key: str
    title: str
    shape: Shape
    first: str
    series: tuple[Series, ...]
    lines: tuple[Line, ...]
    summary: str
    more: str = ""  # what the tasks of its rows are called, where they are told


@dataclass(frozen=True, slots=True)
class YearCount:
    """The problems of one year of the ledger, as they stand today."""

    year: int
    problems: int
    settled: int
    lasting: int
    repeated: int

    @property
    def open(self) -> int:
        """Answer those on which something is still owed."""
        return self.problems - self.settled - self.lasting


def done_problems(facts: YearFacts) -> tuple[ProblemFact, ...]:
    """Answer the problems that the rate (完成率) counts as completed, under the unit's rule."""
    results = results_of(facts)
    wanted = {Result.DONE, Result.SUSTAINED} if facts.sustained_counts else {Result.DONE}
    return tuple(one for one in facts.problems if result_of_problem(one, results) in wanted)


def pictures_of(facts: YearFacts, years: Sequence[YearCount]) -> tuple[Picture, ...]:
    """Answer the pictures of a year; one that would show nothing is left out."""
    tables = {one.key: one for one in tables_of(facts)}
    drawn = (
        progress_over_year(facts),
        standing_in(tables["by_lead_unit"], "牵头单位", "任务"),
        standing_in(tables["by_category"], "问题类别", "问题"),
        deadlines_ahead(facts),
        year_by_year(years),
    )
    return tuple(one for one in drawn if one.lines)


def progress_over_year(facts: YearFacts) -> Picture:
    """Draw how many problems were completed by the end of each month, beside an even pace (序时进度).

    Months that have not begun have no number; a problem completed before the year, or on a day that nobody knows,
    is there from January on.
    """
    done = [(_done_on(one, facts), one) for one in done_problems(facts)]
    results = results_of(facts)
    counted = sum(result_of_problem(one, results) is not Result.ENDED for one in facts.problems)
    last = facts.as_of.month if facts.as_of.year == facts.year else 12
    lines = tuple(_month(month, done, counted, last, facts.year) for month in _MONTHS)
    pace = round(counted * last / 12, 1)
    return Picture(
        key="progress",
        title=f"{facts.year}年整改进度",
        shape=Shape.LINES,
        first="月份",
        series=(Series("累计完成（个问题）", "good"), Series("序时进度（个问题）", "neutral")),
        lines=lines if counted else (),
        summary=f"到{last}月底累计完成 {len(done)} 个问题，按序时应完成 {pace:g} 个。",
        more="当月完成",
    )


def standing_in(table: Table, word: str, counted: str) -> Picture:
    """Draw where the problems or tasks of each group stand, from a table of the year."""
    rows = [one for one in table.rows if not one.is_total]
    late = [one.label for one in rows if _cell(table, one, "超期未完成")]
    told = "、".join(late[:3]) + ("等" if len(late) > 3 else "")  # noqa: PLR2004  three names are read, more are counted
    return Picture(
        key=table.key,
        title=f"按{word}（{counted}）",
        shape=Shape.STACKED,
        first=word,
        series=tuple(Series(label, tone) for label, tone in _STANDS),
        lines=tuple(
            Line(
                one.label,
                tuple(_cell(table, one, label) for label, _ in _STANDS),
                table=table.key if one.tasks else "",
            )
            for one in rows
        ),
        summary=f"有超期未完成的：{told}。" if late else "没有超期未完成的。",
    )


def deadlines_ahead(facts: YearFacts) -> Picture:
    """Draw on which of the coming days tasks fall due."""
    until = facts.as_of + AHEAD
    days: dict[date, list[TaskFact]] = defaultdict(list)
    for task in facts.tasks:
        if task.state in OWED and task.due_on is not None and facts.as_of <= task.due_on <= until:
            days[task.due_on].append(task)
    lines = tuple(
        Line(f"{day.year}年{day.month}月{day.day}日", (len(due),), tuple(due), day=day)
        for day, due in sorted(days.items())
    )
    total = sum(len(one.tasks) for one in lines)
    return Picture(
        key="ahead",
        title="今后四个月的到期日",
        shape=Shape.CALENDAR,
        first="到期日",
        series=(Series("到期（项任务）", "warn"),),
        lines=lines,
        summary=f"{total} 项任务在 {len(lines)} 天到期。",
        more="任务",
    )


def year_by_year(years: Sequence[YearCount]) -> Picture:
    """Draw the problems of each year as they stand today, and how many of them repeat earlier ones."""
    series = (
        *(Series("已办结", "good"), Series("长期坚持", "info")),
        *(Series("未办结", "active"), Series("其中重复出现", "wait")),
    )
    lines = tuple(
        Line(f"{one.year}年", (one.settled, one.lasting, one.open, one.repeated), year=one.year)
        for one in years
    )
    repeated = sum(one.repeated for one in years)
    return Picture(
        key="years",
        title="历年问题（按问题年度）",
        shape=Shape.COLUMNS,
        first="问题年度",
        series=series,
        lines=lines,
        summary=f"{len(years)} 个年度共 {sum(one.problems for one in years)} 个问题，重复出现 {repeated} 个。",
    )


def _month(
    month: int,
    done: Iterable[tuple[date | None, ProblemFact]],
    counted: int,
    last: int,
    year: int,
) -> Line:
    pace = round(counted * month / 12, 1)
    if month > last:
        return Line(f"{month}月", (None, pace))
    end = date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)  # noqa: PLR2004  December
    by_then = [one for day, one in done if day is None or day <= end]
    in_it = tuple(
        task
        for day, one in done
        if day is not None and (day.year, day.month) == (year, month)
        for task in one.tasks
    )
    return Line(f"{month}月", (len(by_then), pace), in_it)


def _done_on(problem: ProblemFact, facts: YearFacts) -> date | None:
    """Answer the day on which the last of a completed problem's tasks was done; None when nobody knows."""
    targets = targets_of(facts)
    days = [
        (one.closed_on or one.finished_on)
        if not facts.sustained_counts
        else (one.finished_on or one.closed_on)
        for one in (targets[task.id] for task in problem.tasks)
    ]
    known = [day for day in days if day is not None]
    return max(known, default=None)


def _cell(table: Table, row: Row, column: str) -> int:
    return int(row.cells[table.columns.index(column) - 1])
