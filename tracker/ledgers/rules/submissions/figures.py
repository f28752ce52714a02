"""The figures of a list of ledger lines under one counting rule: of problems and of tasks, never mixed.

A problem is done when all its tasks are; a joined task counts as the one that took it over; what was ended leaves
numerator and denominator and is told beside; 基本完成 is not done.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from tracker.ledgers.rules.lines import LedgerLine
from tracker.tasks.rules.kinds import ResultWord
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.shares import percent


class Stand(StrEnum):
    """Where a task stands for a superior; the least advanced first."""

    OVERDUE = "overdue"
    UNDER_WAY = "under_way"
    PAUSED = "paused"
    MOSTLY = "mostly"
    SUSTAINED = "sustained"
    DONE = "done"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Answer the word in tables for superiors."""
        return _WORDS[self]


_WORDS = {
    Stand.OVERDUE: "超期未完成",
    Stand.UNDER_WAY: "正在推进",
    Stand.PAUSED: "暂缓",
    Stand.MOSTLY: "基本完成",
    Stand.SUSTAINED: "长期坚持",
    Stand.DONE: "已完成",
    Stand.ENDED: "已终止",
}
_ORDER = tuple(Stand)
_WAITING = frozenset({State.UNASSIGNED, State.ASSIGNED})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of something stand where."""

    done: int = 0
    sustained: int = 0
    mostly: int = 0
    under_way: int = 0
    paused: int = 0
    overdue: int = 0
    ended: int = 0

    @property
    def total(self) -> int:
        """Answer all of them, the ended ones too."""
        return sum(asdict(self).values())

    @property
    def counted(self) -> int:
        """Answer those that the rate is measured by."""
        return self.total - self.ended

    def completed(self, *, sustained_counts: bool) -> int:
        """Answer how many count as completed under a rule."""
        return self.done + (self.sustained if sustained_counts else 0)

    def rate(self, *, sustained_counts: bool) -> str:
        """Answer 完成率 such as ``83.3%``; never rounded up to 100%, empty when nothing is counted."""
        if not self.counted:
            return ""
        return percent(self.completed(sustained_counts=sustained_counts), self.counted)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a list: problems, tasks, measures, and whether 长期坚持 counts as completed."""

    problems: Tally
    tasks: Tally
    measures: int
    sustained_counts: bool

    @property
    def rule(self) -> str:
        """Say the counting rule in words."""
        return rule_in_words(sustained_counts=self.sustained_counts)

    @property
    def rate(self) -> str:
        """Answer 完成率 of the problems."""
        return self.problems.rate(sustained_counts=self.sustained_counts)

    @property
    def completed(self) -> int:
        """Answer how many problems count as completed."""
        return self.problems.completed(sustained_counts=self.sustained_counts)

    def as_json(self) -> dict[str, object]:
        """Answer the figures in a shape that JSON keeps."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "Figures":
        """Read back what ``as_json`` gave."""
        problems, tasks = kept["problems"], kept["tasks"]
        assert isinstance(problems, Mapping)
        assert isinstance(tasks, Mapping)
        measures = kept["measures"]
        assert isinstance(measures, int)
        return cls(Tally(**problems), Tally(**tasks), measures, bool(kept["sustained_counts"]))


def figures_of(lines: Sequence[LedgerLine], *, sustained_counts: bool) -> Figures:
    """Compute the figures of a list."""
    stands = stands_of(lines)
    problems: dict[int, list[Stand]] = {}
    for line in lines:
        problems.setdefault(line.problem_id, []).append(stands[line.task_id])
    return Figures(
        problems=_tally(stand_of_problem(found) for found in problems.values()),
        tasks=_tally(stands.values()),
        measures=sum(len(one.measures) for one in lines),
        sustained_counts=sustained_counts,
    )


def stands_of(lines: Sequence[LedgerLine]) -> dict[int, Stand]:
    """Answer where each task stands, by its id; a joined one where its target does."""
    by_number = {(one.unit_code, one.number): one for one in lines}
    return {one.task_id: _stand(_target(one, by_number)) for one in lines}


def not_begun(lines: Sequence[LedgerLine]) -> tuple[int, int]:
    """Answer how many problems, and how many tasks, nobody has taken on yet: 待交办 and 待签收.

    A problem has begun with the first of its tasks; a joined task stands where its target does.
    """
    by_number = {(one.unit_code, one.number): one for one in lines}
    waits: dict[int, list[bool]] = {}
    for line in lines:
        state = _target(line, by_number).state
        if state is not State.ENDED:
            waits.setdefault(line.problem_id, []).append(state in _WAITING)
    return sum(map(all, waits.values())), sum(map(sum, waits.values()))


def stand_of_problem(stands: Iterable[Stand]) -> Stand:
    """Answer where a problem stands: where its least advanced task does, those that were ended aside."""
    found = set(stands)
    counted = found - {Stand.ENDED}
    return min(counted or found, key=_ORDER.index)


def rule_in_words(*, sustained_counts: bool) -> str:
    """Say how 完成率 is counted."""
    sustained = "计入" if sustained_counts else "不计入"
    return f"完成率＝已完成数÷总数（不含已终止），长期坚持{sustained}已完成数"


def _target(line: LedgerLine, by_number: Mapping[tuple[str, str], LedgerLine]) -> LedgerLine:
    seen = {line.number}
    while line.state is State.JOINED and line.joined_to not in seen:
        target = by_number.get((line.unit_code, line.joined_to))
        if target is None:
            return line
        line = target
        seen.add(line.number)
    return line


def _stand(line: LedgerLine) -> Stand:
    final = {
        State.CLOSED: Stand.DONE,
        State.SUSTAINED: Stand.SUSTAINED,
        State.ENDED: Stand.ENDED,
        State.PAUSED: Stand.PAUSED,
    }.get(line.state)
    if final is not None:
        return final
    if line.overdue:
        return Stand.OVERDUE
    return Stand.MOSTLY if line.result_word is ResultWord.MOSTLY_DONE else Stand.UNDER_WAY


def _tally(stands: Iterable[Stand]) -> Tally:
    return Tally(**Counter(one.value for one in stands))
