"""Proposals by topic: measures for problems, and the class of a problem; people confirm both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.reports.rules.results import Measure, Pair, Problem
from tracker.reports.rules.similarity import Statements, themes_of
from tracker.reports.rules.themes import THEMES

LEAST_SCORE = 0.14
_LEAST_TOPIC = 0.02
_SAME_PLACE = 0.12
_MOST_COMPARISONS = 40_000
_TITLE_SHARE = 0.15
_CATEGORY_OF = {theme.name: theme.category for theme in THEMES}


@dataclass(frozen=True, slots=True)
class _Claim:
    score: float
    problem: int
    measure: int


def pair_measures(problems: Sequence[Problem], measures: Sequence[Measure]) -> Iterator[Pair]:
    """Yield at most one measure per problem, in the order of the problems, each measure at most once.

    Never by position alone: a measure is proposed only when it shares words or themes with the problem;
    the same place in two lists of equal length then speaks for it. The best fit of all is settled
    first, so that a weaker claim cannot take a measure from a stronger one. A plan that is one unnumbered
    paragraph answers everything and is proposed for nothing.
    """
    taken_problems, taken_measures, found = set[int](), set[int](), list[Pair]()
    for claim in _claims(problems, measures):
        if claim.problem not in taken_problems and claim.measure not in taken_measures:
            taken_problems.add(claim.problem)
            taken_measures.add(claim.measure)
            found.append(Pair(claim.problem, claim.measure, round(min(claim.score, 1.0), 3)))
    yield from sorted(found, key=lambda pair: pair.problem)


def _claims(problems: Sequence[Problem], measures: Sequence[Measure]) -> list[_Claim]:
    numbered = [place for place, measure in enumerate(measures) if measure.number is not None]
    if not numbered or len(problems) * len(measures) > _MOST_COMPARISONS:
        return []
    texts = Statements([*(one.text for one in problems), *(one.text for one in measures)])
    titles = Statements([*(one.title for one in problems), *(one.title for one in measures)])
    claims = []
    for one in range(len(problems)):
        for rank, other in enumerate(numbered):
            text = texts.nearness(one, len(problems) + other).score
            title = titles.nearness(one, len(problems) + other).score
            topic = (1 - _TITLE_SHARE) * text + _TITLE_SHARE * title
            parallel = rank == one and len(numbered) == len(problems)
            score = topic + (_SAME_PLACE if parallel and topic >= _LEAST_TOPIC else 0.0)
            if score >= LEAST_SCORE:
                claims.append(_Claim(score, one, other))
    return sorted(claims, key=lambda claim: (-claim.score, claim.problem, claim.measure))


def propose_category(text: str) -> str | None:
    """Return the 问题类别 that a problem's themes speak for, None when it speaks of none."""
    weights: dict[str, float] = {}
    for name, weight in themes_of(text).items():
        category = _CATEGORY_OF[name]
        weights[category] = weights.get(category, 0.0) + weight
    return max(weights, key=lambda category: (weights[category], category), default=None)
