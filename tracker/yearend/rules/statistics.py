"""The figures of a year: one computation, from which page, Word, Excel and command line are all filled.

Three counts are never mixed: 问题 (个), 任务 (项), 措施 (条). A problem is done when all its tasks are; a joined task
counts as the one that took it over; an ended one leaves numerator and denominator of the rate and is told in
a note.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Timeliness
from tracker.tasks.rules.shares import percent
from tracker.yearend.rules.facts import Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.standing import (
    Result,
    all_tasks,
    result_of_problem,
    results_of,
    targets_of,
    timeliness_of,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of something stand where."""

    done: int = 0
    sustained: int = 0
    under_way: int = 0
    overdue: int = 0
    ended: int = 0

    @property
    def total(self) -> int:
        """Answer all of them, the ended ones too: N never changes."""
        return self.done + self.sustained + self.under_way + self.overdue + self.ended

    @property
    def counted(self) -> int:
        """Answer those that the rate is measured by."""
        return self.total - self.ended

    @property
    def open(self) -> int:
        """Answer those that are still to be done, in time or late."""
        return self.under_way + self.overdue

    def completed(self, *, sustained_counts: bool) -> int:
        """Answer how many count as completed under a unit's rule."""
        return self.done + (self.sustained if sustained_counts else 0)

    def rate(self, *, sustained_counts: bool) -> str:
        """Answer 完成率 as text, under a unit's rule."""
        return percent(self.completed(sustained_counts=sustained_counts), self.counted)


@dataclass(frozen=True, slots=True)
class Count:
    """The three counts of a group of problems, and where its problems and tasks stand."""

    problems: Tally
    tasks: Tally
    measures: int
    measures_done: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Every figure of a year, computed once; ``rule`` says in words how 完成率 is counted."""

    whole: Count
    brought: Count
    new: Count
    rate: str
    rule: str
    timeliness: dict[Timeliness, int]
    repeated: int
    again: int
    achieved: dict[FigureKind, Decimal]
    notes: tuple[str, ...]


def figures_of(facts: YearFacts) -> YearFigures:
    """Compute the figures of a year from its facts."""
    results = results_of(facts)
    brought = [one for one in facts.problems if one.origin is not Origin.NEW]
    new = [one for one in facts.problems if one.origin is Origin.NEW]
    whole = count(facts.problems, results)
    return YearFigures(
        whole=whole,
        brought=count(brought, results),
        new=count(new, results),
        rate=whole.problems.rate(sustained_counts=facts.sustained_counts),
        rule=rule_in_words(sustained_counts=facts.sustained_counts),
        timeliness=timeliness_counts(facts),
        repeated=sum(1 for one in facts.problems if one.repeats_year is not None),
        again=sum(1 for one in facts.tasks if one.round > 1),
        achieved=achieved(facts.tasks),
        notes=notes_of(whole, joined_in(facts), sustained_counts=facts.sustained_counts),
    )


def count(problems: Iterable[ProblemFact], results: Mapping[int, Result]) -> Count:
    """Count problems, tasks and measures of a group apart."""
    problems = tuple(problems)
    tasks = all_tasks(problems)
    measures = [one for task in tasks for one in task.measures]
    return Count(
        problems=tally(result_of_problem(one, results) for one in problems),
        tasks=tally(results[one.id] for one in tasks),
        measures=len(measures),
        measures_done=sum(1 for one in measures if one.done_on is not None),
    )


def tally(results: Iterable[Result]) -> Tally:
    """Count results."""
    return Tally(**Counter(one.value for one in results))


def achieved(tasks: Iterable[TaskFact]) -> dict[FigureKind, Decimal]:
    """Add up the figures reported with progress, by kind, in the kinds' order."""
    sums: dict[FigureKind, Decimal] = {}
    for task in tasks:
        for one in task.progress:
            for figure in one.figures:
                sums[figure.kind] = sums.get(figure.kind, Decimal(0)) + figure.amount
    return {kind: sums[kind] for kind in FigureKind if kind in sums}


def rule_in_words(*, sustained_counts: bool) -> str:
    """Say how 完成率 is counted; printed under every table."""
    sustained = "计入" if sustained_counts else "不计入"
    return (
        f"完成率＝已完成数÷总数（不含已终止），长期坚持{sustained}已完成数；"
        "一个问题的全部任务办结，该问题方为已完成。"
    )


def timeliness_counts(facts: YearFacts) -> dict[Timeliness, int]:
    """Count how the tasks of a year kept their deadlines; ended ones are not asked."""
    found = Counter(timeliness_of(one, facts.as_of) for one in targets_of(facts).values())
    return {kind: found[kind] for kind in Timeliness}


def joined_in(facts: YearFacts) -> int:
    """Answer how many tasks were joined to another."""
    return sum(1 for one in facts.tasks if one.state is State.JOINED)


def notes_of(whole: Count, joined: int, *, sustained_counts: bool) -> tuple[str, ...]:
    """Say below every table how the rate is counted, and what it leaves out."""
    notes = [f"注：{rule_in_words(sustained_counts=sustained_counts)}"]
    if whole.problems.ended or whole.tasks.ended:
        notes.append(
            f"经批准终止问题{whole.problems.ended}个、任务{whole.tasks.ended}项，"
            "不计入完成率的分子和分母。"
        )
    if joined:
        notes.append(f"已并入其他任务办理的{joined}项，按所并入的任务计。")
    return tuple(notes)
