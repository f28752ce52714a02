"""What the pages of bulk handovers are given."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tracker.tasks.pages.ledger import Choice
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One line of the preview; ``pick`` is None where the task is closed and keeps its 时任."""

    pick: str | None
    ticked: bool
    number: str
    title: str
    url: str
    part: str
    holder: str
    post: str
    state: str
    due: str


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """批量移交; ``lines`` is None until something is asked for, ``kept`` counts what stays as history."""

    template: ClassVar[str] = "tasks/handover.html"

    form: ChineseForm
    url: str
    filter_url: str
    history_url: str
    choices: tuple[Choice, ...]
    hidden: tuple[tuple[str, str], ...]
    lines: tuple[HandoverLine, ...] | None
    unit_name: str
    kept: int
    of_units: bool


@dataclass(frozen=True, slots=True)
class HandoverEntry:
    """One handover in the list of them."""

    url: str
    effective_on: date
    giver: str
    taker: str
    basis: str
    moved: int
    refused: int


@dataclass(frozen=True, slots=True)
class HandoversPage:
    template: ClassVar[str] = "tasks/handovers.html"

    rows: tuple[HandoverEntry, ...]
    new_url: str | None


@dataclass(frozen=True, slots=True)
class HandoverRowShown:
    """One line of a 移交清单."""

    number: str
    title: str
    url: str
    part: str
    standard: str
    state: str
    due: str
    evidence: int
    outcome: str
    reason: str
    moved: bool


@dataclass(frozen=True, slots=True)
class HandoverListPage:
    """移交清单, fit for printing: who gave what to whom, with the places for three signatures."""

    template: ClassVar[str] = "tasks/handover_list.html"

    unit_name: str
    giver: str
    taker: str
    effective_on: date
    basis: str
    note: str
    entered_by: str
    entered_at: datetime
    rows: tuple[HandoverRowShown, ...]
    moved: int
    refused: int
    pending: bool
    history_url: str
    named_url: str | None
    word_url: str | None
