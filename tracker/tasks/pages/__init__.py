"""What the pages of tasks are given."""

from tracker.tasks.pages.ledger import Choice, LedgerPage, LedgerRow, ledger_row
from tracker.tasks.pages.mine import MinePage, WorkList
from tracker.tasks.pages.opening import NoFilePage, OpenPage
from tracker.tasks.pages.step import Moved, Recording, Refusal, StepPage
from tracker.tasks.pages.task import (
    EvidenceLine,
    NextBox,
    Others,
    StepLink,
    TaskPage,
    chain_stages,
    evidence_line,
    extension_lines,
    round_lines,
)
from tracker.tasks.pages.timeline import Event, events_of, unanswered_return

__all__ = [
    "Choice",
    "Event",
    "EvidenceLine",
    "LedgerPage",
    "LedgerRow",
    "MinePage",
    "Moved",
    "NextBox",
    "NoFilePage",
    "OpenPage",
    "Others",
    "Recording",
    "Refusal",
    "StepLink",
    "StepPage",
    "TaskPage",
    "WorkList",
    "chain_stages",
    "events_of",
    "evidence_line",
    "extension_lines",
    "ledger_row",
    "round_lines",
    "unanswered_return",
]
