"""Pages of a year: its figures, the tasks behind them, the draft, the exported files."""

from tracker.yearend.views import exporting, show
from tracker.yearend.views.blueprint import bp

__all__ = ["bp", "exporting", "show"]
