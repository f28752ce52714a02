"""What the ledger is given: rows under chosen columns, filters in words, three counts, views."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.views import FIRST, View
from tracker.tasks.pages import Choice
from tracker.tasks.queries import Counts, LedgerFilter
from tracker.tasks.queries.listed import LatestProgress
from tracker.tasks.rules.looks import Look

Link = tuple[str, str]
Tool = tuple[str, str, str]


class Cell(NamedTuple):
    """What stands in a row under one column: its heading, and its words unless it is drawn from the row itself."""

    key: Key
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Doors:
    """What the viewer may do from a row.

    ``tick`` offers the row for work on many; ``record_url`` opens the form in which a clerk records what somebody
    else has done (代录); ``amend_urls`` and ``report_urls`` are the small form inside the row and the whole page of
    the same step.
    """

    tick: bool
    record_url: str | None
    amend_urls: Link | None
    report_urls: Link | None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A task as one row with its cells in the order of the columns; a row of the past has no ``doors``.

    It is drawn from nothing but its own values, so equal rows are drawn once (``kept`` in tracker/web/render.py).
    """

    task_id: int
    url: str
    number: str
    title: str
    rest: str
    cells: tuple[Cell, ...]
    state: Look
    light: Look | None
    still: Look | None
    due_text: str
    due_on: date | None
    due_note: str
    progress: LatestProgress | None
    doors: Doors | None


@dataclass(frozen=True, slots=True)
class RowPage:
    """One row alone, after something was done in it."""

    template: ClassVar[str] = "ledgers/_row_alone.html"

    row: ShownRow


@dataclass(frozen=True, slots=True)
class Tab:
    """One view above the list."""

    name: str
    url: str
    here: bool
    shared: bool = False


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The ledger; the same page fills the fragment ``ledgers/_ledger.html``.

    ``chips`` are the filters in force, each with the address without it. Of more than ``much`` there are no
    ``counts`` nor number of ``pages``, but an address that counts it. ``as_of`` is the earlier day whose ledger
    is shown; with ``too_much`` there are no rows, because the trails of so many are not read for one page.
    """

    template: ClassVar[str] = "ledgers/ledger.html"

    rows: tuple[ShownRow, ...]
    counts: Counts | None
    much: int
    count_url: str
    wanted: LedgerFilter
    choices: tuple[Choice, ...]
    more_choices: tuple[Choice, ...]
    chips: tuple[Link, ...]
    keys: tuple[Key, ...]
    columns: tuple[str | dict[str, str], ...]
    sort: str
    number: int
    pages: int | None
    previous_url: str | None
    next_url: str | None
    open_url: str | None
    upload_url: str | None
    export_url: str
    view: View
    tabs: tuple[Tab, ...]
    columns_url: str
    save_url: str
    drop_url: str | None
    doors: tuple[Tool, ...]
    as_of: date | None
    as_of_text: str
    as_of_error: str
    now_url: str
    too_much: int
    ticks: bool
    meeting_url: str | None

    @property
    def wide(self) -> bool:
        """Answer whether the columns need a frame of their own to scroll in."""
        return not set(self.keys) <= set(FIRST)

    @property
    def more_open(self) -> bool:
        """Answer whether a filter of the folded part is in force."""
        return bool(self.as_of_text) or any(one.chosen for one in self.more_choices)
