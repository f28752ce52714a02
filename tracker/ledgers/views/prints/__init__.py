"""Pages of prints: choosing tasks for one, what evidence is missing, the papers of one task."""

from tracker.ledgers.views.prints import choosing, missing, of_task

__all__ = ["choosing", "missing", "of_task"]
