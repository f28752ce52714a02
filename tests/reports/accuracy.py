"""Scores the reading of labelled samples: F1 for each variant and for all (run: python -m tests.reports.accuracy FOLDER).

An item counts when its whole text is equal after NFKC, without white space and one trailing stop, to one
of the label's problems; where the label has ``alternatives``, the list that fits best is taken.
"""

import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.documents.reader.text import read as read_text
from tracker.reports.rules.extraction import read_report

BLIND = Path(__file__).resolve().parents[1] / "samples" / "reports_blind"
_STOPS = "。;,.；，、!?:"


@dataclass(slots=True)
class Score:
    """Counts of right, invented and missed items."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    def add(self, other: "Score") -> None:
        """Add the counts of ``other``."""
        self.right += other.right
        self.invented += other.invented
        self.missed += other.missed

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 when there was nothing to find."""
        total = 2 * self.right + self.invented + self.missed
        return 2 * self.right / total if total else 1.0


def key(text: str) -> str:
    """Return what two equal items share."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(_STOPS)


def score_of(found: list[str], label: dict[str, Any]) -> Score:
    """Compare found texts with a label and its alternatives."""
    lists = [[one["text"] for one in label["problems"]], *label.get("alternatives", [])]
    return min(
        (_compare(found, one) for one in lists), key=lambda score: score.invented + score.missed
    )


def _compare(found: list[str], expected: list[str]) -> Score:
    right = sum((Counter(map(key, found)) & Counter(map(key, expected))).values())
    return Score(right, len(found) - right, len(expected) - right)


def samples(folder: Path) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """Yield name, found problems and label of every sample in ``folder``."""
    for path in sorted(folder.glob("*.txt")):
        label = json.loads(path.with_suffix(".json").read_text("utf-8"))
        found = read_report(read_text(path.read_bytes()))
        yield path.stem, [one.text for one in found.problems], label


def scores(folder: Path) -> dict[str, Score]:
    """Return the scores by variant, and of all samples under ``all``."""
    found: defaultdict[str, Score] = defaultdict(Score)
    for _, texts, label in samples(folder):
        score = score_of(texts, label)
        for variant in {"all", *label["variant"]}:
            found[variant].add(score)
    return dict(found)


def main() -> None:
    """Print a table of the scores."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BLIND
    rows = sorted(scores(folder).items())
    sys.stdout.write("| variant | right | invented | missed | F1 |\n|---|---|---|---|---|\n")
    for variant, score in rows:
        sys.stdout.write(
            f"| {variant} | {score.right} | {score.invented} | {score.missed} | {score.f1:.3f} |\n"
        )


if __name__ == "__main__":
    main()
