"""Tables of what people do to a drafted report, and of the Word files around it."""

from tracker.yearend.models.closing import YearClosing
from tracker.yearend.models.drafting import DraftVersion, PassageChange, PassageEdit, ReportDraft
from tracker.yearend.models.house import HouseWords
from tracker.yearend.models.papers import FileKind, Making, WordTemplate, YearFile, YearPaper
from tracker.yearend.models.pledges import Pledge

__all__ = [
    "DraftVersion",
    "FileKind",
    "HouseWords",
    "Making",
    "PassageChange",
    "PassageEdit",
    "Pledge",
    "ReportDraft",
    "WordTemplate",
    "YearClosing",
    "YearFile",
    "YearPaper",
]
