"""Pages of paper and other people's Excel."""

from tracker.ledgers.views import exporting
from tracker.ledgers.views.blueprint import bp

__all__ = ["bp", "exporting"]
