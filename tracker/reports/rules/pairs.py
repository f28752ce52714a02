"""Measures proposed for problems by topic."""

from collections.abc import Iterator, Sequence

from tracker.reports.rules.results import Measure, Pair, Problem


def pair_measures(problems: Sequence[Problem], measures: Sequence[Measure]) -> Iterator[Pair]:
    """Yield a proposed measure per problem."""
    del problems, measures
    yield from ()
