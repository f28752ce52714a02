"""Last year's problems and earlier ones still open, gathered once for all sentences about them."""

from collections.abc import Sequence

from tracker.yearend.rules.facts import Origin, ProblemFact, YearFacts
from tracker.yearend.rules.standing import (
    Result,
    all_tasks,
    result_of_problem,
    results_of,
    targets_of,
)
from tracker.yearend.rules.statistics import Count, count
from tracker.yearend.rules.wording.phrases import sources_of
from tracker.yearend.rules.wording.reported import title_of

# Below this many problems the bare numbers are better than a share.
_FEW = 5


class LastYear:
    """Last year's problems and earlier ones carried over, as the sentences need them."""

    def __init__(self, facts: YearFacts, problems: Sequence[ProblemFact] | None = None) -> None:
        """Gather the problems brought over, or some that are told in the same way."""
        brought = [one for one in facts.problems if one.origin is not Origin.NEW]
        self.facts = facts
        self.problems = brought if problems is None else list(problems)
        self.results = results_of(facts)
        self.targets = targets_of(facts)
        self.standing = {one.id: result_of_problem(one, self.results) for one in self.problems}
        self.count: Count = count(self.problems, self.results)
        self.tasks = all_tasks(self.problems)
        # A report names what another matter went into by its title; numbers are the ledger's own.
        self.titles = {
            task.number: title_of(problem) for problem in facts.problems for task in problem.tasks
        }
        self.ids = tuple(task.id for task in self.tasks)

    def where(self, result: Result) -> list[ProblemFact]:
        """Answer the problems that stand somewhere."""
        return [one for one in self.problems if self.standing[one.id] is result]

    def named(self) -> str:
        """Name the problems with their sources and their number."""
        earlier = any(one.origin is Origin.EARLIER for one in self.problems)
        years = "上年度及以前年度" if earlier else "上年度"
        return f"{years}{sources_of(self.problems)}的{self.count.problems.total}个问题"

    def rate(self, *, whole: bool = False) -> str:
        """Answer the half-sentence of the rate; empty for few problems, or when nothing counts as completed.

        How it is counted is said where a reader with a pencil would come to another number, with ``whole`` always.
        """
        tally = self.count.problems
        completed = tally.completed(sustained_counts=self.facts.sustained_counts)
        if tally.total < _FEW or not completed:
            return ""
        rate = tally.rate(sustained_counts=self.facts.sustained_counts)
        told = []
        if tally.sustained and (whole or self.facts.sustained_counts):
            rule = "计入" if self.facts.sustained_counts else "不计入"
            told.append(f"长期坚持事项{rule}完成数")
        if tally.ended:
            told.append("经批准终止的不计入总数")
        return f"整改完成率{rate}（{'，'.join(told)}）" if told else f"整改完成率{rate}"
