"""Pages of a foreign ledger: its upload and columns, its check, columns pasted from Excel."""

from tracker.ledgers.views.importing import check, paste, upload

__all__ = ["check", "paste", "upload"]
