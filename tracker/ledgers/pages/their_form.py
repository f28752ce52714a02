"""What the pages of 套表 are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.ledgers.models import TheirFilling
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.their_form.filling import Filling, WrittenCell
from tracker.ledgers.rules.their_form.grid import letters
from tracker.ledgers.rules.their_form.header import TheirHeader
from tracker.ledgers.rules.their_form.layout import TheirLayout
from tracker.ledgers.rules.their_form.matching import TheirRow
from tracker.web.forms import ChineseForm

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TheirFormsPage:
    """The workbooks that were filled last, and the form to upload one."""

    template: ClassVar[str] = "ledgers/their_forms.html"
    form: ChineseForm
    fillings: Sequence[TheirFilling]
    several_units: bool
    limit_mb: int


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """One column of theirs: its letters, its name, the first texts below it, and its drop-down's words."""

    column: int
    name: str
    samples: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def letters(self) -> str:
        """Answer the letters of the column."""
        return letters(self.column)


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """Where the header is, and what each column takes; ``options`` are the lists to choose from, by name."""

    template: ClassVar[str] = "ledgers/their_form_columns.html"
    filling: TheirFilling
    sheets: Sequence[str]
    header: TheirHeader
    layout: TheirLayout
    cards: tuple[ColumnCard, ...]
    openings: tuple[str, ...]
    options: Mapping[str, Sequence[Option]]
    as_of: str
    year: str
    source: str
    troubles: tuple[str, ...]
    guessed: bool
    protected: bool


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of theirs with the cells that are written, and how it was matched."""

    row: int
    number: str
    problem: str
    how: str
    cells: tuple[WrittenCell, ...]


@dataclass(frozen=True, slots=True)
class CopyColumn:
    """A column to copy by hand where the sheet is protected."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What will be written where, what is left over on both sides, and what cannot be."""

    template: ClassVar[str] = "ledgers/their_form_preview.html"
    filling: TheirFilling
    result: Filling
    scope: str
    as_of: date
    rule: str
    rows: tuple[FilledRow, ...]
    rows_left: tuple[TheirRow, ...]
    lines_left: tuple[LedgerLine, ...]
    names: Mapping[int, str]
    copies: tuple[CopyColumn, ...]
    written: int
    number: int
    pages: int
    lines_total: int
