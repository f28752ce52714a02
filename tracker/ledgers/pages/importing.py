"""What the pages of an import are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from tracker.ledgers.models import LedgerImport
from tracker.ledgers.rules.columns import BY_KEY, Column, Key, Reads
from tracker.ledgers.rules.importing.comparing import Change
from tracker.ledgers.rules.importing.pasting import Pasted
from tracker.ledgers.rules.importing.planning import Checked, Plan
from tracker.tasks.queries import Officer
from tracker.web.forms import ChineseForm

STATES = ("待交办", "整改中", "长期坚持", "已销号")


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """Uploading a ledger, and a person's own imports."""

    template: ClassVar[str] = "ledgers/importing.html"

    form: ChineseForm
    drafts: Sequence[LedgerImport]
    several_units: bool
    limit_mb: int


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One column of a foreign sheet: its heading, some of what stands below it, what it is taken for."""

    number: int
    name: str
    samples: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """Which sheet, where its header is, and what each column means."""

    template: ClassVar[str] = "ledgers/importing_columns.html"

    draft: LedgerImport
    sheets: tuple[str, ...]
    sheet: int
    first: int
    height: int
    columns: tuple[ShownColumn, ...]
    choices: list[tuple[str, str]]
    size: int
    recognised: bool
    unseen: str = ""
    others: str = ""
    trouble: str = ""


_LONG = frozenset({Reads.TEXT, Reads.MEASURES, Reads.PROGRESS})


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that can be mended: what it is, what stands in it, what is doubtful about it."""

    column: Column
    text: str
    doubt: str
    must: bool

    @property
    def is_line(self) -> bool:
        """Answer whether one line is enough for it."""
        return self.column.key is not Key.REMARKS and self.column.reads not in _LONG

    @property
    def shown(self) -> str:
        """Answer the text as its field holds it: in one line, what stood on lines of its own stays apart."""
        return " ".join(self.text.split()) if self.is_line else self.text

    @property
    def states(self) -> tuple[str, ...]:
        """Answer the words to choose from, for a state that was not understood."""
        if self.column.key is not Key.STATE or not self.doubt:
            return ()
        return STATES


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row on the page."""

    id: int
    row: int
    cells: tuple[GridCell, ...]
    contact_id: int | None
    asks_contact: bool
    skipped: bool
    doubtful: bool
    stops: bool
    url: str


@dataclass(frozen=True, slots=True)
class RowFragment:
    """One row alone with the counts, after it was mended."""

    template: ClassVar[str] = "ledgers/_importing_mended.html"

    row: GridRow
    people: tuple[Officer, ...]
    plan: Plan


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Every row of an import with its doubts, and every change of what the ledger has."""

    template: ClassVar[str] = "ledgers/importing_check.html"

    draft: LedgerImport
    form: ChineseForm
    plan: Plan
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    people: tuple[Officer, ...]
    means: list[tuple[str, str]]
    all_rows: bool
    number: int
    pages: int
    previous_url: str | None
    next_url: str | None
    trouble: str = ""

    @property
    def can_take(self) -> tuple[Change, ...]:
        """Answer the changes that an import can take over."""
        return tuple(one for one in self.plan.changes if not one.refusal)

    @property
    def cannot_take(self) -> tuple[Change, ...]:
        """Answer the changes that belong elsewhere."""
        return tuple(one for one in self.plan.changes if one.refusal)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What an import did."""

    template: ClassVar[str] = "ledgers/importing_result.html"

    draft: LedgerImport
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PastePage:
    """Pasting two columns, and what they would change."""

    template: ClassVar[str] = "ledgers/importing_paste.html"

    form: ChineseForm
    found: Pasted | None = None
    trouble: str = ""

    @property
    def can_take(self) -> tuple[Change, ...]:
        """Answer the changes that can be kept."""
        return tuple(one for one in self.found.changes if not one.refusal) if self.found else ()

    @property
    def cannot_take(self) -> tuple[Change, ...]:
        """Answer those that cannot, with their reasons."""
        return tuple(one for one in self.found.changes if one.refusal) if self.found else ()


def columns_of(draft: LedgerImport, plan: Plan) -> tuple[Column, ...]:
    """Answer the columns of the grid: the problem, those with doubts, the others of the workbook."""
    told = {Key(word) for word in draft.fields.values()}
    doubts = [doubt for one in plan.new if not one.draft.skipped for doubt in one.doubts]
    doubted, must = {one.key for one in doubts}, {one.key for one in doubts if one.must}
    wanted = (told | doubted | {Key.PROBLEM, Key.STATE, Key.HANDLER}) - {Key.POSITION, Key.CLOSING}
    shown = [one for key, one in BY_KEY.items() if key in wanted]
    # What must be mended is seen without scrolling, then what is doubtful.
    shown.sort(
        key=lambda one: (one.key is not Key.PROBLEM, one.key not in must, one.key not in doubted)
    )
    return tuple(shown)


def grid_row(one: Checked, columns: Sequence[Column], url: str) -> GridRow:
    """Lay a checked row out."""
    doubts = {doubt.key: doubt for doubt in one.doubts}
    return GridRow(
        id=one.draft.id,
        row=one.row.row,
        cells=tuple(
            GridCell(
                column,
                one.draft.entry.cells.get(column.key, ""),
                one.doubt_on(column.key),
                any(it.must for it in one.doubts if it.key is column.key),
            )
            for column in columns
        ),
        contact_id=one.draft.contact_id,
        asks_contact=Key.HANDLER in doubts or one.draft.contact_id is not None,
        skipped=one.draft.skipped,
        doubtful=bool(one.doubts),
        stops=one.stops,
        url=url,
    )
