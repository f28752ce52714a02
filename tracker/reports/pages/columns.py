"""The page on which a person says what the columns of tables mean."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.reports.pages.papers import Head
from tracker.reports.rules.sketches import Sketch
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The tables of a report, each with its header and first rows.

    ``corrected`` findings are replaced when the report is read again; ``stale`` says who was faster.
    """

    template: ClassVar[str] = "reports/columns.html"

    head: Head
    form: ChineseForm
    tables: tuple[Sketch, ...]
    corrected: int
    stale: str = ""
