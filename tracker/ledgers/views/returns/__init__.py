"""Pages of 填报表: sending the forms out, taking them back."""

from tracker.ledgers.views.returns import back, sending

__all__ = ["back", "sending"]
