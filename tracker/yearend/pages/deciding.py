"""What the pages about a whole draft are given: layout, own wording, promises, versions, editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import Field

from tracker.accounts.models import Unit
from tracker.web.forms import ChineseForm
from tracker.yearend.models import DraftVersion, Pledge
from tracker.yearend.pages.words import PassageView
from tracker.yearend.rules.editing.versions import Difference
from tracker.yearend.rules.outline import Entry


@dataclass(frozen=True, slots=True)
class Deciding:
    """What all these pages share: whose draft of which year, and the address that links keep."""

    unit: Unit
    year: int
    address: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grouped:
    """An open problem with the list from which its group is chosen."""

    numbers: str
    title: str
    category: str
    field: Field


@dataclass(frozen=True, slots=True)
class LayoutPage(Deciding):
    """This year's outline as it was read, the length, and which open problems are told in one."""

    template: ClassVar[str] = "yearend/layout.html"

    form: ChineseForm
    read: tuple[Entry, ...]
    problems: tuple[Grouped, ...]
    proposed: tuple[str, ...]
    moved_by: str = ""


@dataclass(frozen=True, slots=True)
class WordingPage(Deciding):
    """A unit's own wording."""

    template: ClassVar[str] = "yearend/wording.html"

    form: ChineseForm
    moved_by: str = ""


@dataclass(frozen=True, slots=True)
class PledgeView:
    """A promise with the form for what was done about it."""

    pledge: Pledge
    form: ChineseForm
    moved_by: str = ""


@dataclass(frozen=True, slots=True)
class PledgesPage(Deciding):
    """The promises of last year's plan, those noted and those that its report still offers."""

    template: ClassVar[str] = "yearend/pledges.html"

    pledges: tuple[PledgeView, ...]
    form: ChineseForm
    offered: tuple[str, ...]

    @property
    def kept(self) -> int:
        """Answer how many are kept."""
        return sum(one.pledge.kept for one in self.pledges)


@dataclass(frozen=True, slots=True)
class VersionsPage(Deciding):
    """The kept versions; two of them can be laid side by side, the draft as it stands too (number 0)."""

    template: ClassVar[str] = "yearend/versions.html"

    versions: Sequence[DraftVersion]
    form: ChineseForm


@dataclass(frozen=True, slots=True)
class ComparePage(Deciding):
    """Two versions side by side."""

    template: ClassVar[str] = "yearend/compare.html"

    old: str
    new: str
    differences: tuple[Difference, ...]
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class EditionPart:
    """A heading of an edition with its paragraphs."""

    heading: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class EditionsPage(Deciding):
    """The other papers that the same sentences make, and the one that is chosen."""

    template: ClassVar[str] = "yearend/editions.html"

    groups: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]
    chosen: str
    title: str
    opening: PassageView | None
    parts: tuple[EditionPart, ...]
    left_out: tuple[str, ...]
    length: int
