"""What the pages of 调度会 are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tracker.ledgers.models import Meeting, MeetingRow
from tracker.ledgers.rules.meetings import Clash
from tracker.tasks.models import Task
from tracker.tasks.queries.listed import LatestProgress
from tracker.tasks.rules.looks import Look
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """The meetings that were held or are being written down; ``form`` begins another, for a clerk."""

    template: ClassVar[str] = "ledgers/meetings.html"

    rows: tuple[tuple[Meeting, int, str], ...]
    form: ChineseForm | None
    url: str
    print_url: str


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part of a meeting that is kept by itself: its number, the mark of what is kept, and a clash if there is one."""

    template: ClassVar[str] = "ledgers/_meeting_part.html"

    item: int
    seen: str
    clash: Clash | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An open task at a meeting: how it stands, what was told last, the two fields, where they are kept.

    ``record_only`` when the state of the task lets nothing that is said become progress.
    """

    task: Task
    url: str
    state: Look
    light: Look | None
    last: LatestProgress | None
    text: Any
    to_coordinate: Any
    part: KeptPart
    taken: bool
    record_only: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting being written down: the items of each leader together."""

    template: ClassVar[str] = "ledgers/meeting.html"

    meeting: Meeting
    form: ChineseForm
    token: str
    part: KeptPart
    groups: Mapping[str, tuple[Item, ...]]
    url: str
    print_url: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The record of a meeting that is over."""

    template: ClassVar[str] = "ledgers/meeting_record.html"

    meeting: Meeting
    print_url: str
    groups: Mapping[str, tuple[tuple[MeetingRow, str], ...]]
    taken: int
