"""What the first page and the year's pictures count; what a word typed anywhere finds."""

from tracker.home.queries.work import OpenWork, has_work, ledger_units, open_work

__all__ = ["OpenWork", "has_work", "ledger_units", "open_work"]
