"""What the facts of a row of the trail tell: which rows of other tables a step left."""

from collections.abc import Mapping
from typing import Any


def pieces_told_of(facts: Mapping[str, Any]) -> frozenset[int]:
    """Answer the ids of the pieces of evidence that a step handed in."""
    several = (one[0] for one in facts.get("pieces", ()))
    first = (facts["evidence"],) if "evidence" in facts else ()
    return frozenset({*first, *several})
