"""What the pages of 报送锁定 are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracker.accounts.models import Unit
from tracker.ledgers.models import Submission
from tracker.ledgers.rules.submissions.difference import Difference, ToldLine
from tracker.ledgers.rules.submissions.figures import Figures
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class SubmissionsPage:
    """What was sent, the newest first, of one unit or of all in reach."""

    template: ClassVar[str] = "ledgers/submissions.html"
    rows: Sequence[tuple[Submission, Figures]]
    units: Sequence[Unit]
    unit_id: int | None
    number: int
    previous_url: str | None
    next_url: str | None
    new_url: str | None


@dataclass(frozen=True, slots=True)
class NewSubmissionPage:
    """What would be frozen: figures, the difference to the last time, and the form."""

    template: ClassVar[str] = "ledgers/new_submission.html"
    scope: ChineseForm
    form: ChineseForm
    figures: Figures | None
    total: int
    last: Submission | None
    last_figures: Figures | None
    since: Difference | None
    file_name: str
    several_units: bool


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """What was sent once; ``now`` tells how the ledger reads today for the same day, where the viewer sees it."""

    template: ClassVar[str] = "ledgers/submission.html"
    submission: Submission
    figures: Figures
    scope: str
    lines: Sequence[ToldLine]
    last: Submission | None
    since: Difference | None
    now: Difference | None
    live: bool
    task_links: bool
