"""Pages of a year: its figures, the tasks behind them, the draft and its editor, the exported files."""

from tracker.yearend.views import (
    checking,
    closing,
    deciding,
    editions,
    editor,
    exporting,
    inserting,
    making,
    papers,
    passages,
    promises,
    reading_back,
    show,
    templates,
    versions,
    whereabouts,
)
from tracker.yearend.views.blueprint import bp

__all__ = [
    "bp",
    "checking",
    "closing",
    "deciding",
    "editions",
    "editor",
    "exporting",
    "inserting",
    "making",
    "papers",
    "passages",
    "promises",
    "reading_back",
    "show",
    "templates",
    "versions",
    "whereabouts",
]
