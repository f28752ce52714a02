"""What the pages about units are given."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the tree, ``depth`` steps below the first one shown."""

    name: str
    code: str
    depth: int
    keeps_ledger: bool
    chain: str
    url: str
    new_url: str | None
    above_url: str | None


@dataclass(frozen=True, slots=True)
class UnitsPage:
    template: ClassVar[str] = "accounts/units.html"
    rows: tuple[UnitRow, ...]


@dataclass(frozen=True, slots=True)
class NewUnitPage:
    """A new unit next to ``beside``: below it, or ``above`` it."""

    template: ClassVar[str] = "accounts/new_unit.html"
    form: ChineseForm
    beside: str
    above: bool
    url: str
    units_url: str


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a unit bore until a day."""

    name: str
    until_on: date
    basis: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit: what it is and was called, and its settings; the form of the ledger only where it keeps one.

    ``idle_now`` is what holds for its people, also where the unit above decides; ``gone`` tells in words that it
    was merged away.
    """

    template: ClassVar[str] = "accounts/unit.html"
    name: str
    code: str
    parent_name: str
    former: tuple[FormerName, ...]
    gone: str
    idle_form: ChineseForm
    idle_now: int
    ledger_form: ChineseForm | None
    now: tuple[str, ...]
    conflict: str | None
    reorganise_url: str | None
    idle_url: str
    ledger_url: str
    units_url: str
