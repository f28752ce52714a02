"""Problems that come again: a later report compared with an earlier one, with the reason in Chinese."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.reports.rules.results import Problem
from tracker.reports.rules.similarity import Nearness, Statements, shared_phrases

SAME_WORDS = 0.16
SAME_MATTER = 0.3
LEAST_CANDIDATE = 0.06
MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Repeat:
    """Indexes into the problems of both reports, a score of 0 to 1, and why a person should look."""

    earlier: int
    later: int
    score: float
    why: str


def find_repeats(
    earlier: Sequence[Problem | str], later: Sequence[Problem | str]
) -> tuple[list[Repeat], list[Repeat]]:
    """Return the proposed repeats (at most one per later problem) and up to three candidates for each.

    Both lists are ordered by the later problem, candidates then by falling score. Texts may be given in
    the place of problems.
    """
    texts = [one if isinstance(one, str) else one.text for one in (*earlier, *later)]
    statements = Statements(texts)
    pairs: list[Repeat] = []
    candidates: list[Repeat] = []
    for index in range(len(later)):
        ranked = _ranked(statements, texts, len(earlier), index)
        candidates.extend(row for row, _ in ranked[:MOST_CANDIDATES])
        proposed = next((row for row, near in ranked if is_proposed(near)), None)
        if proposed is not None:
            pairs.append(proposed)
    return pairs, candidates


def is_proposed(near: Nearness) -> bool:
    """Tell whether two statements are near enough to be shown as a probable repeat."""
    return near.by_words >= SAME_WORDS or near.score >= SAME_MATTER


def _ranked(
    statements: Statements, texts: Sequence[str], earlier: int, later: int
) -> list[tuple[Repeat, Nearness]]:
    rows = []
    for index in range(earlier):
        near = statements.nearness(index, earlier + later)
        if near.score >= LEAST_CANDIDATE:
            rows.append((near, index))
    rows.sort(key=lambda row: (-row[0].score, row[1]))
    kept = rows[: MOST_CANDIDATES * 2]
    return [
        (
            Repeat(
                index, later, round(near.score, 3), _why(statements, texts, index, earlier + later)
            ),
            near,
        )
        for near, index in kept
    ]


def _why(statements: Statements, texts: Sequence[str], first: int, second: int) -> str:
    reasons = []
    phrases = shared_phrases(texts[first], texts[second])
    themes = statements.shared_themes(first, second)[:2]
    if phrases:
        reasons.append("用语相同：" + "、".join(phrases))
    if themes:
        reasons.append("主题相同：" + "、".join(themes))
    return "；".join(reasons) or "用字相近"


def as_json(found: tuple[list[Repeat], list[Repeat]]) -> dict[str, list[dict[str, Any]]]:
    """Return both lists in the contract's shape, ready for ``json.dumps``."""
    rows = [
        [
            {"earlier": one.earlier, "later": one.later, "score": one.score, "why": one.why}
            for one in part
        ]
        for part in found
    ]
    return {"pairs": rows[0], "candidates": rows[1]}
