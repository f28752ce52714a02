"""Pages of paper and other people's Excel."""

from tracker.ledgers.views import (
    dossier,
    exporting,
    filing,
    importing,
    importing_check,
    letters,
    letters_register,
    prints,
    prints_missing,
    prints_of_task,
    roster,
    submissions,
    submissions_new,
    their_form,
    their_form_columns,
    their_form_preview,
)
from tracker.ledgers.views.blueprint import bp

__all__ = [
    "bp",
    "dossier",
    "exporting",
    "filing",
    "importing",
    "importing_check",
    "letters",
    "letters_register",
    "prints",
    "prints_missing",
    "prints_of_task",
    "roster",
    "submissions",
    "submissions_new",
    "their_form",
    "their_form_columns",
    "their_form_preview",
]
