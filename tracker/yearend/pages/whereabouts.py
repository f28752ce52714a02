"""What the page of 问题去向对照表 is given."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from tracker.accounts.models import Unit
from tracker.yearend.rules.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class WhereaboutsPage:
    """Each of last year's problems with where it stands and where the new report says so."""

    template: ClassVar[str] = "yearend/whereabouts.html"

    unit: Unit
    year: int
    as_of: date
    rows: tuple[Whereabouts, ...]
    address: dict[str, Any]

    @property
    def problem_year(self) -> int:
        """Answer the year of the report whose problems are worked off in this one."""
        return self.year - 1
