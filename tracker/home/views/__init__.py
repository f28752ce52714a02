"""The doors of the first page, the year's pictures, the search from anywhere, and the frame around every page."""

from tracker.home.views import finding, first_page, overview, style
from tracker.home.views.blueprint import bp
from tracker.home.views.frame import build_frame

__all__ = ["bp", "build_frame", "finding", "first_page", "overview", "style"]
