"""Tables of what people do to a drafted report: edits, changes, versions, pledges, a unit's own wording."""

from tracker.yearend.models.drafting import DraftVersion, PassageChange, PassageEdit, ReportDraft
from tracker.yearend.models.house import HouseWords
from tracker.yearend.models.pledges import Pledge

__all__ = [
    "DraftVersion",
    "HouseWords",
    "PassageChange",
    "PassageEdit",
    "Pledge",
    "ReportDraft",
]
