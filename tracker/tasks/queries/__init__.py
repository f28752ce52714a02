"""Reading about tasks: what a viewer may see, the ledger, one task whole, its parties and trail."""

from tracker.tasks.queries.choices import (
    LedgerChoices,
    Office,
    Officer,
    ledger_choices,
    lock_ledger,
    office_of,
    task_with_text,
)
from tracker.tasks.queries.ledger import LedgerFilter, LedgerSort, counts_of, ledger, seen_by
from tracker.tasks.queries.mine import MyWork, my_work
from tracker.tasks.queries.trails import Standing, standings_on, trails
from tracker.tasks.queries.whole import (
    evidence_of,
    extensions_of,
    latest_progress,
    parties_of,
    progress_of,
    trail_of,
    whole,
)

__all__ = [
    "LedgerChoices",
    "LedgerFilter",
    "LedgerSort",
    "MyWork",
    "Office",
    "Officer",
    "Standing",
    "counts_of",
    "evidence_of",
    "extensions_of",
    "latest_progress",
    "ledger",
    "ledger_choices",
    "lock_ledger",
    "my_work",
    "office_of",
    "parties_of",
    "progress_of",
    "seen_by",
    "standings_on",
    "task_with_text",
    "trail_of",
    "trails",
    "whole",
]
