"""What the page of a person's own work is given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.tasks.pages.ledger import LedgerRow


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A task in one of the lists; it is drawn from nothing but its own values, so equal rows are drawn once.

    ``above`` is the title of the list in which it stands already, ``said`` what was said last and waits for an answer;
    both are empty where there is none.
    """

    row: LedgerRow
    above: str
    said: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of one of the three lists; ``empty`` is said when nothing waits.

    ``all_url`` leads to all of a list of which only the beginning stands here.
    """

    title: str
    empty: str
    rows: tuple[WorkRow, ...]
    number: int
    previous_url: str | None
    next_url: str | None
    all_url: str | None

    @property
    def fresh(self) -> tuple[WorkRow, ...]:
        """Answer the rows that stand in no list above."""
        return tuple(one for one in self.rows if not one.above)

    @property
    def told_above(self) -> str:
        """Say how many rows are left out here because they stand above, and where."""
        lists = dict.fromkeys(one.above for one in self.rows if one.above)
        left_out = len(self.rows) - len(self.fresh)
        where = "、".join(f"“{one}”" for one in lists)
        return f"{'另有 ' if self.fresh else ''}{left_out} 项在上面{where}里。" if lists else ""

    @property
    def count(self) -> str:
        """Answer how many there are in words; of what does not fit on one page only that it does not."""
        if self.number > 1:
            return ""
        goes_on = self.next_url or self.all_url
        return f"超过 {len(self.rows)} 项" if goes_on else f"{len(self.rows)} 项"


@dataclass(frozen=True, slots=True)
class MinePage:
    """我的待办: what waits on me, what I am to review, which deadlines are mine; or one of these lists alone.

    ``lacking`` is how many sustained tasks of the
    clerk's ledgers lack the review of the ``quarter``; ``signing`` says how many tasks wait for a 签收 in the name of
    people without an account, when they are many, ``settings_url`` leads whoever may to the setting that asks for it;
    ``all_url`` leads back from one list to all.
    """

    template: ClassVar[str] = "tasks/mine.html"

    lists: tuple[WorkList, ...]
    quarter: str
    lacking: int
    quarterly_url: str
    signing: str
    settings_url: str | None
    all_url: str | None

    @property
    def nothing(self) -> bool:
        """Answer whether all lists are empty, and no review of the quarter is lacking."""
        return not self.lacking and not any(one.rows for one in self.lists)
