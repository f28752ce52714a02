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
from tracker.tasks.queries.parties import parties_of, parties_of_each
from tracker.tasks.queries.seals import (
    all_seals,
    facts_of,
    heads_between,
    heads_of,
    last_seal,
    newest_trace_before,
    trails_with_seals,
)
from tracker.tasks.queries.trails import Standing, standings_on
from tracker.tasks.queries.whole import (
    evidence_of,
    extensions_of,
    latest_progress,
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
    "all_seals",
    "counts_of",
    "evidence_of",
    "extensions_of",
    "facts_of",
    "heads_between",
    "heads_of",
    "last_seal",
    "latest_progress",
    "ledger",
    "ledger_choices",
    "lock_ledger",
    "my_work",
    "newest_trace_before",
    "office_of",
    "parties_of",
    "parties_of_each",
    "progress_of",
    "seen_by",
    "standings_on",
    "task_with_text",
    "trail_of",
    "trails_with_seals",
    "whole",
]
