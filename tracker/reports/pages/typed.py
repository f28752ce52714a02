"""Pages of their own for what is typed: a correction, a new finding, a split, the facts of a report.

``stale`` says who was faster (刚由…改过), else it is empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracker.reports.pages.papers import Head
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """One finding to be reworded; ``now`` is what is kept when somebody else was faster."""

    template: ClassVar[str] = "reports/correct.html"
    fragment: ClassVar[str] = "reports/_correct.html"

    head: Head
    finding_id: int
    form: ChineseForm
    categories: tuple[str, ...]
    now: tuple[str, ...] = ()
    stale: str = ""


@dataclass(frozen=True, slots=True)
class AddPage:
    """A finding to be added by hand."""

    template: ClassVar[str] = "reports/add.html"
    fragment: ClassVar[str] = "reports/_add.html"

    head: Head
    form: ChineseForm
    stale: str = ""


@dataclass(frozen=True, slots=True)
class SplitPage:
    """A finding to be split behind one of its sentences, each with the offset behind it."""

    template: ClassVar[str] = "reports/split.html"
    fragment: ClassVar[str] = "reports/_split.html"

    head: Head
    finding_id: int
    form: ChineseForm
    sentences: Sequence[tuple[int, str]]
    stale: str = ""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """The facts of a report to be put right."""

    template: ClassVar[str] = "reports/paper.html"

    head: Head
    form: ChineseForm
    stale: str = ""
