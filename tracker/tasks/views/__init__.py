"""Pages of tasks: the ledger, one task, its steps, a person's own work, evidence, new problems."""

from tracker.tasks.views import (
    claims,
    continuing,
    correcting,
    evidence,
    handover,
    handovers,
    measures,
    mine,
    opening,
    people,
    quarterly,
    removing,
    reorganising,
    sharing,
    show,
    steps,
)
from tracker.tasks.views.blueprint import bp

__all__ = [
    "bp",
    "claims",
    "continuing",
    "correcting",
    "evidence",
    "handover",
    "handovers",
    "measures",
    "mine",
    "opening",
    "people",
    "quarterly",
    "removing",
    "reorganising",
    "sharing",
    "show",
    "steps",
]
