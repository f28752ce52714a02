"""What the pages of bringing in units and people are given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.tasks.rules.looks import Look
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class RosterUploadPage:
    """导入人员和单位: the template to fill in, and where to give it back."""

    template: ClassVar[str] = "ledgers/roster.html"

    form: ChineseForm
    url: str
    template_url: str
    people_url: str
    most_rows: int


@dataclass(frozen=True, slots=True)
class RosterCell:
    """One cell to mend: the name of its field, its heading, what is typed, what is wrong (or nothing)."""

    field: str
    label: str
    value: str
    fault: str


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row with something wrong in it; ``leave`` names the tick that leaves it out."""

    sheet: str
    place: int
    leave: str
    cells: tuple[RosterCell, ...]


@dataclass(frozen=True, slots=True)
class RosterFate:
    """What becomes of one row: its place in the sheet, whom or what it tells of, and where; the look of its fate."""

    sheet: str
    place: int
    name: str
    login: str
    unit: str
    look: Look


@dataclass(frozen=True, slots=True)
class RosterCheckPage:
    """What was read, and the rows to mend; nothing is saved before everything will do."""

    template: ClassVar[str] = "ledgers/roster_check.html"

    form: ChineseForm
    url: str
    again_url: str
    people_url: str
    units: int
    people: int
    bad: tuple[RosterRow, ...]
    fates: tuple[RosterFate, ...]
    new: int


@dataclass(frozen=True, slots=True)
class RosterAdmitted:
    """One person of the list to print: a first password or a link."""

    unit_name: str
    name: str
    login: str
    secret: str


@dataclass(frozen=True, slots=True)
class RosterDonePage:
    """Who was brought in with what, shown once, fit for printing."""

    template: ClassVar[str] = "ledgers/roster_done.html"

    units: tuple[str, ...]
    rows: tuple[RosterAdmitted, ...]
    kept: tuple[str, ...]
    by_link: bool
    hours: int
    people_url: str
