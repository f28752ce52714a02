"""What a report says of last year's problems, held against what the ledger says of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reports.rules.repeats import find_repeats


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A task of an earlier report that the ledger has not closed; ``text`` is its problem's wording."""

    task_id: int
    text: str


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """One matter that is open in the ledger, and the claim of the report that speaks of it, if any does."""

    task_id: int
    claim: str | None


def held_against(claims: Sequence[str], matters: Sequence[OpenMatter]) -> tuple[HeldAgainst, ...]:
    """Answer every open matter, first those of which a claim speaks by its theme or its words."""
    spoken, _ = find_repeats(list(claims), [one.text for one in matters])
    by_matter = {one.later: claims[one.earlier] for one in spoken}
    rows = [HeldAgainst(one.task_id, by_matter.get(index)) for index, one in enumerate(matters)]
    return tuple(sorted(rows, key=lambda row: row.claim is None))
