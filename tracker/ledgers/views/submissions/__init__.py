"""Pages of what was sent upward: the list, locking a new one."""

from tracker.ledgers.views.submissions import listing, locking

__all__ = ["listing", "locking"]
