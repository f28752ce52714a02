"""Pages of paper and other people's Excel."""

from tracker.ledgers.views import (
    dossier,
    exporting,
    filing,
    importing,
    ledger,
    letters,
    prints,
    returns,
    roster,
    submissions,
    their_form,
)
from tracker.ledgers.views.blueprint import bp

__all__ = [
    "bp",
    "dossier",
    "exporting",
    "filing",
    "importing",
    "ledger",
    "letters",
    "prints",
    "returns",
    "roster",
    "submissions",
    "their_form",
]
