"""Choosing the heading under which an achievement belongs, by what both speak of, and saying which words those are."""

from collections.abc import Sequence

from tracker.reports.rules.similarity import Statements, shared_phrases
from tracker.yearend.rules.outline import Entry

_HEADING_WEIGHT = 3  # the heading's own words tell more than the text below it
_SHORTEST = 2  # characters of a word that two texts share


def place(about: Sequence[str], headings: Sequence[Entry]) -> list[int | None]:
    """Answer for each text the place of the heading that is nearest to it, or None when none shares a word or theme."""
    if not headings or not about:
        return [None] * len(about)
    statements = Statements([_profile(one) for one in headings])
    return [_best(_scores(text, statements, headings)) for text in about]


def _scores(text: str, statements: Statements, headings: Sequence[Entry]) -> list[float]:
    """Answer how near a text is to each heading; a lone sign in common (监管, 管理) is nothing that both speak of."""
    return [
        near.score if near.by_themes or shared(text, heading) else 0.0
        for near, heading in zip(statements.to(text), headings, strict=True)
    ]


def shared(about: str, heading: Entry) -> list[str]:
    """Answer the words by which a text was proposed for a heading, the longest first; empty when only a theme is shared."""
    return shared_phrases(f"{heading.heading}。{heading.sample}", about, at_least=_SHORTEST)


def _best(scores: Sequence[float]) -> int | None:
    return scores.index(max(scores)) if max(scores) > 0 else None


def _profile(heading: Entry) -> str:
    return f"{heading.heading}。{(heading.heading + '，') * (_HEADING_WEIGHT - 1)}{heading.sample}"
