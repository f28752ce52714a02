"""Pages of a superior's own workbook: the list, its columns, what will be written where."""

from tracker.ledgers.views.their_form import columns, listing, preview

__all__ = ["columns", "listing", "preview"]
