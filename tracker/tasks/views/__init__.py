"""Pages of tasks: the ledger, one task, its steps, a person's own work, evidence, new problems."""

from tracker.tasks.views import claims, evidence, ledger, mine, opening, show, steps
from tracker.tasks.views.blueprint import bp

__all__ = ["bp", "claims", "evidence", "ledger", "mine", "opening", "show", "steps"]
