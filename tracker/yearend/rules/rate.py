"""整改完成率 taken apart: which problems it counts, by which rule, and what the other rule would answer."""

from dataclasses import dataclass

from tracker.yearend.rules.facts import ProblemFact, YearFacts
from tracker.yearend.rules.standing import Result, result_of_problem, results_of
from tracker.yearend.rules.statistics import Tally, rule_in_words, tally

_GROUPS = {
    Result.DONE: "已完成",
    Result.SUSTAINED: "长期坚持",
    Result.UNDER_WAY: "正在推进",
    Result.OVERDUE: "超期未完成",
    Result.ENDED: "已终止（不计入）",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to count: in words, as a sum with the figures in it, and what it answers."""

    words: str
    sum: str
    rate: str


@dataclass(frozen=True, slots=True)
class RateApart:
    """The rule in force, the other one, and the problems of the year by where they stand."""

    rule: Rule
    other: Rule
    groups: tuple[tuple[str, tuple[ProblemFact, ...]], ...]


def rate_apart(facts: YearFacts) -> RateApart:
    """Take the rate of a year apart."""
    results = results_of(facts)
    standing = {one.id: result_of_problem(one, results) for one in facts.problems}
    stand = tally(standing.values())
    groups = (
        (label, tuple(one for one in facts.problems if standing[one.id] is result))
        for result, label in _GROUPS.items()
    )
    return RateApart(
        rule=_rule(stand, sustained_counts=facts.sustained_counts),
        other=_rule(stand, sustained_counts=not facts.sustained_counts),
        groups=tuple((label, found) for label, found in groups if found),
    )


def _rule(stand: Tally, *, sustained_counts: bool) -> Rule:
    completed = stand.completed(sustained_counts=sustained_counts)
    rate = stand.rate(sustained_counts=sustained_counts)
    told = f"{completed}÷{stand.counted}＝{rate}" if stand.counted else "没有可以计入的问题"
    return Rule(rule_in_words(sustained_counts=sustained_counts), told, rate)
