"""What the first page, the year's pictures and the style page are given."""

from tracker.home.pages.first_page import (
    GlancePage,
    HomePage,
    StylePage,
    TaskLine,
    YearGlance,
    task_line,
)

__all__ = ["GlancePage", "HomePage", "StylePage", "TaskLine", "YearGlance", "task_line"]
