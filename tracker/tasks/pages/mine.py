"""What the page of a person's own work is given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.tasks.pages.ledger import LedgerRow


@dataclass(frozen=True, slots=True)
class WorkList:
    """One of the three lists; ``empty`` is said when nothing waits."""

    title: str
    empty: str
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class MinePage:
    """我的待办: what waits on me, what I am to review, which deadlines are mine."""

    template: ClassVar[str] = "tasks/mine.html"

    lists: tuple[WorkList, ...]

    @property
    def nothing(self) -> bool:
        """Answer whether all lists are empty."""
        return not any(one.rows for one in self.lists)
