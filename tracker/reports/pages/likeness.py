"""Earlier problems laid beside each candidate, with the words that both share."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reports.models import Batch, Finding, FindingState
from tracker.reports.rules.repeats import find_repeats
from tracker.reports.rules.shared_words import marked

# So much of the shorter text in common reads as the same sentence.
_NEARLY_ALL = 0.6

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier problem beside a candidate: both texts in pieces with whether the words are shared.

    ``likely`` ones are asked about; the others are there for who wants to look.
    """

    earlier_id: int
    year: int
    word: str
    why: str
    likely: bool
    earlier: Pieces
    later: Pieces


def likenesses_of(batch: Batch, earlier: Sequence[Finding]) -> dict[int, tuple[Likeness, ...]]:
    """Compare the candidates of a batch with earlier findings; answer by id of the candidate, best first."""
    open_ones = [
        one
        for one in batch.findings
        if one.state is FindingState.PROPOSED and one.repeat_of is None
    ]
    if not open_ones or not earlier:
        return {}
    pairs, candidates = find_repeats([one.text for one in earlier], [one.text for one in open_ones])
    likely = {(one.earlier, one.later) for one in pairs}
    rows = sorted(candidates, key=lambda row: (row.earlier, row.later) not in likely)
    found: dict[int, tuple[Likeness, ...]] = {}
    for row in rows:
        later, other = open_ones[row.later], earlier[row.earlier]
        sure = (row.earlier, row.later) in likely
        likeness = _likeness(later, other, row.why, likely=sure)
        found[later.id] = (*found.get(later.id, ()), likeness)
    return found


def _likeness(later: Finding, earlier: Finding, why: str, *, likely: bool) -> Likeness:
    left, right = tuple(marked(earlier.text, later.text)), tuple(marked(later.text, earlier.text))
    return Likeness(
        earlier_id=earlier.id,
        year=earlier.batch.year,
        word=_word(left, right) if likely else "仅供参考",
        why=why,
        likely=likely,
        earlier=left,
        later=right,
    )


def _word(left: Pieces, right: Pieces) -> str:
    nearly = max(_share(left), _share(right)) >= _NEARLY_ALL
    return "表述几乎相同" if nearly else "说的是同一类问题"


def _share(pieces: Pieces) -> float:
    whole = sum(len(text) for text, _ in pieces)
    return sum(len(text) for text, shared in pieces if shared) / max(whole, 1)
