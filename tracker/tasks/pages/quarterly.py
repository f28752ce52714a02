"""What the page of the quarterly review is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from tracker.tasks.models import QuarterReview, Task
from tracker.tasks.rules.quarters import Quarter
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class LastingLine:
    """A sustained task that waits for its review; ``last`` is the newest one, ``fields`` those of its line."""

    task: Task
    url: str
    last: QuarterReview | None
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewedLine:
    """A task whose review of the quarter is recorded."""

    task: Task
    url: str
    review: QuarterReview


@dataclass(frozen=True, slots=True)
class QuarterlyPage:
    """季度复核 of one quarter: what waits, with one save for all, and what has been reviewed."""

    template: ClassVar[str] = "tasks/quarterly.html"

    quarter: Quarter
    waiting: Sequence[LastingLine]
    reviewed: Sequence[ReviewedLine]
    form: ChineseForm
    url: str
    before_url: str
    after_url: str | None
    print_url: str | None
    ledger_url: str
    saved: int
