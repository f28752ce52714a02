"""What the page of one's own reminders is given."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import ClassVar

from tracker.reminders.models import InboxItem, InboxLine
from tracker.reminders.pages.tabs import Tab
from tracker.reminders.queries.failing import FailingMail


@dataclass(frozen=True, slots=True)
class InboxLineRow:
    """One sentence; ``task_id`` is None when the reader has no more to do with the task."""

    text: str
    task_id: int | None
    has_copy: bool


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One item of the inbox."""

    id: int
    subject: str
    at: datetime
    unread: bool
    groups: tuple[tuple[str, tuple[InboxLineRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The reader's own inbox."""

    template: ClassVar[str] = "reminders/inbox.html"

    tabs: tuple[Tab, ...]
    rows: tuple[InboxRow, ...]
    unread: int
    failing: FailingMail | None
    number: int
    previous_url: str | None
    next_url: str | None


def inbox_row(item: InboxItem, visible: frozenset[int]) -> InboxRow:
    """Show an item; sentences about tasks that the reader may no longer see are not repeated."""
    return InboxRow(
        id=item.id,
        subject=item.subject
        if all(one.task_id in visible for one in item.lines)
        else "整改任务提醒",
        at=item.at,
        unread=item.read_at is None,
        groups=tuple(
            (heading, tuple(_line_row(one, visible) for one in lines))
            for heading, lines in groupby(item.lines, key=lambda line: line.heading)
        ),
    )


def _line_row(line: InboxLine, visible: frozenset[int]) -> InboxLineRow:
    if line.task_id not in visible:
        return InboxLineRow("这条提醒所说的任务，您已不经手。", None, has_copy=False)
    return InboxLineRow(line.text, line.task_id, has_copy=bool(line.copy_text))
