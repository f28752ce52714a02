"""The tables of a year: problems by source and category, tasks by unit, leader, kind, state and deadline."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import FigureKind, FigureSort, ResultWord, TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Timeliness
from tracker.yearend.rules.facts import FigureFact, Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.numbers import plain
from tracker.yearend.rules.standing import (
    FINISHED,
    Result,
    all_tasks,
    results_of,
    targets_of,
    timeliness_of,
    word_for,
)
from tracker.yearend.rules.statistics import Tally, achieved, count, tally

Grouped = TypeVar("Grouped", ProblemFact, TaskFact)

_STANDING = ("已完成", "长期坚持", "正在推进", "超期未完成", "已终止", "完成率")
_NO_CATEGORY, _NOBODY, _ENDED = "未分类", "未定", "已终止"
# How long it took from the day of assignment to that of approval, by the most days.
_DAYS = ((30, "30天以内"), (90, "31至90天"), (180, "91至180天"), (10**6, "180天以上"))
_OPEN, _UNKNOWN = "尚未办结", "没有交办日期"
_MOST_ROUNDS = 20
_LAST = (_NO_CATEGORY, _NOBODY, _ENDED)
RATE = _STANDING[-1]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; ``tasks`` holds the ids of the tasks behind its numbers."""

    label: str
    cells: tuple[int | str, ...]
    tasks: tuple[int, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures; ``columns`` name the label first, then the cells.

    ``order`` are labels in the order that is always kept; others stand in the order in which they appeared.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    order: tuple[str, ...] = ()


def tables_of(facts: YearFacts) -> tuple[Table, ...]:
    """Make every table of a year from its facts; the same ones fill page, Word, Excel and command line."""
    make = _Maker(facts, results_of(facts), targets_of(facts))
    return (
        make.by_problem("origin", "问题来历", lambda one: one.origin.label, _labels(Origin)),
        make.by_problem("year", "问题年度", lambda one: f"{one.year}年度"),
        make.by_problem("source", "问题来源", lambda one: one.source.label, _labels(Source)),
        make.by_problem("category", "问题类别", lambda one: one.category or _NO_CATEGORY),
        make.by_task("lead_unit", "牵头单位", lambda one: one.lead_unit or _NOBODY),
        make.by_task("leader", "责任领导", lambda one: one.leader or _NOBODY),
        make.by_task("kind", "整改类型", lambda one: one.kind.label, _labels(TaskKind)),
        make.counts("state", "整改状态", lambda one: one.state.label, _labels(State)),
        make.counts("result", "整改结果", make.word, _labels(ResultWord)),
        make.counts("deadline", "完成时限", make.timeliness, _labels(Timeliness)),
        make.counts(
            "days", "办结用时", make.days, (*(label for _, label in _DAYS), _OPEN, _UNKNOWN)
        ),
        make.counts("round", "整改次数", _round, tuple(map(_nth, range(1, _MOST_ROUNDS)))),
        _achieved(facts),
    )


def _labels(
    kinds: Iterable[Origin | Source | TaskKind | State | ResultWord | Timeliness],
) -> tuple[str, ...]:
    return tuple(one.label for one in kinds)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the tables of one year."""

    facts: YearFacts
    results: Mapping[int, Result]
    targets: Mapping[int, TaskFact]

    def by_problem(
        self, key: str, label: str, of: Callable[[ProblemFact], str], order: tuple[str, ...] = ()
    ) -> Table:
        """Make a table of problems by group, with their tasks and measures beside."""
        groups = _grouped(self.facts.problems, of, order)
        rows = [self._problem_row(name, members) for name, members in groups]
        rows.append(self._problem_row("合计", self.facts.problems, is_total=True))
        columns = (label, "问题（个）", "任务（项）", "措施（条）", *_STANDING)
        return Table(f"by_{key}", f"按{label}统计", columns, tuple(rows), order)

    def by_task(
        self, key: str, label: str, of: Callable[[TaskFact], str], order: tuple[str, ...] = ()
    ) -> Table:
        """Make a table of tasks by group, with their measures beside."""
        groups = _grouped(self.facts.tasks, of, order)
        rows = [self._task_row(name, members) for name, members in groups]
        rows.append(self._task_row("合计", self.facts.tasks, is_total=True))
        columns = (label, "任务（项）", "措施（条）", *_STANDING)
        return Table(f"by_{key}", f"按{label}统计", columns, tuple(rows), order)

    def counts(
        self, key: str, label: str, of: Callable[[TaskFact], str], order: tuple[str, ...]
    ) -> Table:
        """Make a table that only counts tasks."""
        rows = [
            Row(name, (len(members),), _ids(members))
            for name, members in _grouped(self.facts.tasks, of, order)
        ]
        rows.append(Row("合计", (len(self.facts.tasks),), _ids(self.facts.tasks), is_total=True))
        columns = (label, "任务（项）")
        return Table(f"by_{key}", f"按{label}统计", columns, tuple(rows), order)

    def word(self, task: TaskFact) -> str:
        """Answer the result of a task as superiors ask for it."""
        word = word_for(task, self.results[task.id])
        return word.label if word else _ENDED

    def timeliness(self, task: TaskFact) -> str:
        """Answer how a task kept its deadline."""
        kept = timeliness_of(self.targets[task.id], self.facts.as_of)
        return kept.label if kept else _ENDED

    def days(self, task: TaskFact) -> str:
        """Answer how long a task took; a joined one took as long as that which took it over."""
        target = self.targets[task.id]
        if target.state is State.ENDED:
            return _ENDED
        if self.results[task.id] not in FINISHED or target.finished_on is None:
            return _OPEN
        if target.assigned_on is None:
            return _UNKNOWN
        took = (target.finished_on - target.assigned_on).days
        return next(label for most, label in _DAYS if took <= most)

    def _problem_row(
        self, name: str, problems: Sequence[ProblemFact], *, is_total: bool = False
    ) -> Row:
        found = count(problems, self.results)
        counts = (found.problems.total, found.tasks.total, found.measures)
        cells = (*counts, *standing_cells(found.problems, rule=self.facts.sustained_counts))
        return Row(name, cells, _ids(all_tasks(problems)), is_total)

    def _task_row(self, name: str, tasks: Sequence[TaskFact], *, is_total: bool = False) -> Row:
        measures = sum(len(one.measures) for one in tasks)
        stand = tally(self.results[one.id] for one in tasks)
        standing = standing_cells(stand, rule=self.facts.sustained_counts)
        return Row(name, (len(tasks), measures, *standing), _ids(tasks), is_total)


def _round(task: TaskFact) -> str:
    return _nth(task.round)


def _nth(number: int) -> str:
    return "首次整改" if number == 1 else f"第{number}次整改"


def standing_cells(stand: Tally, *, rule: bool) -> tuple[int | str, ...]:
    """Answer the last cells of a row; ``rule`` tells whether lasting work counts as completed."""
    rate = stand.rate(sustained_counts=rule)
    return (stand.done, stand.sustained, stand.under_way, stand.overdue, stand.ended, rate)


def _ids(tasks: Sequence[TaskFact]) -> tuple[int, ...]:
    return tuple(one.id for one in tasks)


def _grouped(
    members: Sequence[Grouped], of: Callable[[Grouped], str], order: tuple[str, ...]
) -> list[tuple[str, list[Grouped]]]:
    """Group in the given order of names, else in the order of appearance; what has no name comes last."""
    groups: dict[str, list[Grouped]] = {}
    for one in members:
        groups.setdefault(of(one), []).append(one)
    place = place_in(order)
    return sorted(groups.items(), key=lambda group: place(group[0]))


def place_in(order: tuple[str, ...]) -> Callable[[str], tuple[bool, int]]:
    """Answer by what the rows of a table are sorted: their place in the order, what has no name last."""
    places = {name: place for place, name in enumerate(order)}
    return lambda label: (label in _LAST, places.get(label, 0))


def _achieved(facts: YearFacts) -> Table:
    """Tell the sums of figures by kind, below each those of its finer sorts."""
    rows: list[Row] = []
    for kind, amount in achieved(facts.tasks).items():
        rows.append(_figure_row(_achieved_label(kind), facts, (kind,), amount))
        for sort in kind.sorts:
            finer = sum((one.amount for one in _figures(facts) if one.sort is sort), Decimal(0))
            if finer:
                rows.append(_figure_row(_achieved_label(kind, sort), facts, (kind, sort), finer))
    order = tuple(_achieved_label(kind, one) for kind in FigureKind for one in (None, *kind.sorts))
    return Table("achieved", "量化成果", ("成果", "数量"), tuple(rows), order)


def _achieved_label(kind: FigureKind, sort: FigureSort | None = None) -> str:
    return f"其中：{sort.label}（{kind.unit}）" if sort else f"{kind.label}（{kind.unit}）"


def _figures(facts: YearFacts) -> Iterator[FigureFact]:
    return (one for task in facts.tasks for report in task.progress for one in report.figures)


def _figure_row(
    label: str, facts: YearFacts, group: tuple[FigureKind | FigureSort, ...], amount: Decimal
) -> Row:
    tasks = tuple(
        task.id
        for task in facts.tasks
        if any(
            (one.kind, one.sort)[: len(group)] == group
            for report in task.progress
            for one in report.figures
        )
    )
    return Row(label, (plain(amount),), tasks)
