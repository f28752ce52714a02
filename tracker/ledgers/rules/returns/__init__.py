"""填报表: the ledger split over those who report, and what comes back."""

from tracker.ledgers.rules.returns.kinds import ChangeState, Open, SplitBy
from tracker.ledgers.rules.returns.reading import (
    Reading,
    ReturnedRow,
    SentRow,
    key_of,
    read_return,
)
from tracker.ledgers.rules.returns.telling import differs, figures_in, progress_told

__all__ = [
    "ChangeState",
    "Open",
    "Reading",
    "ReturnedRow",
    "SentRow",
    "SplitBy",
    "differs",
    "figures_in",
    "key_of",
    "progress_told",
    "read_return",
]
