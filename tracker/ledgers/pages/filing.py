"""What the tray of loose files is given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.ledgers.rules.filing import Shelf


@dataclass(frozen=True, slots=True)
class LooseRow:
    """A loose file with its proposed or typed place; ``trouble`` says why it was not handed in."""

    loose_id: int
    file_name: str
    size: int
    label: str
    title: str
    kind: str
    guessed: bool
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class FiledRow:
    """A file that was handed in just now."""

    file_name: str
    number: str
    url: str


@dataclass(frozen=True, slots=True)
class FilingPage:
    """整文件夹归入: the tray, the tasks to choose from, what became of the last save."""

    template: ClassVar[str] = "ledgers/filing.html"

    rows: tuple[LooseRow, ...]
    shelves: tuple[Shelf, ...]
    kinds: tuple[tuple[str, str], ...]
    means: tuple[tuple[str, str], ...]
    chosen_means: str
    filed: tuple[FiledRow, ...]
    limits: str
    largest_mb: int
