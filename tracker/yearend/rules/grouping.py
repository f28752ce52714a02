"""Which open problems belong together in the report: what speaks of the same, with the words that say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reports.rules.similarity import Statements, shared_phrases
from tracker.yearend.rules.facts import ProblemFact

_NEAR = 0.4  # mixture of shared words and themes from which two problems are proposed as one
_MOST = 120  # problems that are compared with each other; a list beyond that is grouped by hand
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """Problems that could be told in one; ``because`` are the themes or words that they share."""

    problems: tuple[int, ...]
    because: tuple[str, ...]


def proposals(left: Sequence[ProblemFact]) -> tuple[Proposal, ...]:
    """Answer groups of open problems that are near to each other, in the order of their first."""
    some = left[:_MOST]
    statements = Statements([_told(one) for one in some])
    group = list(range(len(some)))
    because: dict[int, list[str]] = {}
    for first in range(len(some)):
        for second in range(first + 1, len(some)):
            if group[second] != second or statements.nearness(first, second).score < _NEAR:
                continue
            group[second] = group[first]
            because.setdefault(group[first], []).extend(
                statements.shared_themes(first, second)
                or shared_phrases(_told(some[first]), _told(some[second]), at_least=_SHORTEST)
            )
    return tuple(
        Proposal(
            tuple(one.id for at, one in enumerate(some) if group[at] == number),
            tuple(dict.fromkeys(words)),
        )
        for number, words in because.items()
    )


def _told(problem: ProblemFact) -> str:
    return f"{problem.outward_text or problem.title}。{problem.category}"
