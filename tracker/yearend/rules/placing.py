"""Choosing the heading of last year's report under which an achievement belongs, by what both speak of."""

from collections import Counter
from collections.abc import Sequence
from math import log

from tracker.yearend.rules.facts import OutlineHeading

_HEADING_WEIGHT = 3  # the heading's own words tell more than the text below it


def place(about: Sequence[str], headings: Sequence[OutlineHeading]) -> list[int | None]:
    """Answer for each text the place of the heading that shares most with it, or None when none does.

    Pairs of neighbouring characters are compared; a pair that stands under many headings tells little.
    """
    profiles = [_profile(one) for one in headings]
    seen = Counter(pair for profile in profiles for pair in profile)
    rarity = {pair: log(1 + len(profiles) / number) for pair, number in seen.items()}
    return [_best(_pairs(text), profiles, rarity) for text in about]


def _best(
    pairs: Counter[str], profiles: Sequence[Counter[str]], rarity: dict[str, float]
) -> int | None:
    scores = [
        sum(
            rarity[pair] * min(number, pairs[pair] * _HEADING_WEIGHT)
            for pair, number in profile.items()
        )
        / (1 + log(1 + profile.total()))
        for profile in profiles
    ]
    if not scores or max(scores) <= 0:
        return None
    return scores.index(max(scores))


def _profile(heading: OutlineHeading) -> Counter[str]:
    profile = _pairs(heading.sample)
    for pair, number in _pairs(heading.heading).items():
        profile[pair] += number * _HEADING_WEIGHT
    return profile


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalpha())
