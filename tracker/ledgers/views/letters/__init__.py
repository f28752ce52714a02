"""Pages of letters: the drafts and what is done with one, the register."""

from tracker.ledgers.views.letters import register, tray

__all__ = ["register", "tray"]
