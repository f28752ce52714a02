"""Pages of a year: its figures, the tasks behind them, the draft and its editor, the exported files."""

from tracker.yearend.views import (
    deciding,
    editions,
    editor,
    exporting,
    passages,
    promises,
    show,
    versions,
)
from tracker.yearend.views.blueprint import bp

__all__ = [
    "bp",
    "deciding",
    "editions",
    "editor",
    "exporting",
    "passages",
    "promises",
    "show",
    "versions",
]
