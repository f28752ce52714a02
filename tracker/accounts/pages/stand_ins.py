"""What the page of stand-ins is given."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class StandInRow:
    """Who stands in for whom; ``end_url`` is None once it is over, ``state`` tells how it stands today."""

    absent: str
    stand_in: str
    from_on: date
    until_on: date
    basis: str
    set_by: str
    state: str
    end_url: str | None


@dataclass(frozen=True, slots=True)
class StandInsPage:
    """代理: the form, and who stands in for whom in one ledger; ``units`` are the ledgers to choose from.

    ``alone`` tells that a single person works in the ledger: there is nobody to stand in.
    """

    template: ClassVar[str] = "accounts/stand_ins.html"

    unit_name: str
    units: tuple[tuple[str, str], ...]
    form: ChineseForm
    url: str
    rows: tuple[StandInRow, ...]
    alone: bool
