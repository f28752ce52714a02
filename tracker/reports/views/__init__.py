"""Pages of reports: the list, taking in, the check screen and its corrections."""

from tracker.reports.views import (
    checking,
    columns,
    correcting,
    cutting,
    listing,
    rewording,
    uploading,
)
from tracker.reports.views.blueprint import bp

__all__ = [
    "bp",
    "checking",
    "columns",
    "correcting",
    "cutting",
    "listing",
    "rewording",
    "uploading",
]
