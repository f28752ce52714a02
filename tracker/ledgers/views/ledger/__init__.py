"""The ledger page: its address, its filters, its rows, its views, what is done with ticked rows."""

from tracker.ledgers.views.ledger import (
    adjusting,
    assigning,
    kinds,
    meetings,
    page,
    prolonging,
    row,
    saved,
)

__all__ = [
    "adjusting",
    "assigning",
    "kinds",
    "meetings",
    "page",
    "prolonging",
    "row",
    "saved",
]
