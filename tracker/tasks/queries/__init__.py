"""Reading about tasks: what a viewer may see, the ledger, one task whole, its parties and trail."""

from tracker.tasks.queries.ledger import LedgerFilter, LedgerSort, counts_of, ledger, seen_by
from tracker.tasks.queries.mine import MyWork, my_work
from tracker.tasks.queries.whole import (
    evidence_of,
    extensions_of,
    parties_of,
    progress_of,
    trail_of,
    whole,
)

__all__ = [
    "LedgerFilter",
    "LedgerSort",
    "MyWork",
    "counts_of",
    "evidence_of",
    "extensions_of",
    "ledger",
    "my_work",
    "parties_of",
    "progress_of",
    "seen_by",
    "trail_of",
    "whole",
]
