"""What the first page, the year's pictures and the style page are given."""

from tracker.home.pages.finding import FindPage
from tracker.home.pages.first_page import (
    HomePage,
    Short,
    StylePage,
    TaskLine,
    ToChase,
    task_line,
)
from tracker.home.pages.year import (
    GlancePage,
    NoOverviewPage,
    OverviewPage,
    YearGlance,
    year_glance,
)

__all__ = [
    "FindPage",
    "GlancePage",
    "HomePage",
    "NoOverviewPage",
    "OverviewPage",
    "Short",
    "StylePage",
    "TaskLine",
    "ToChase",
    "YearGlance",
    "task_line",
    "year_glance",
]
