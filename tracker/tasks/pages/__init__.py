"""What the pages of tasks are given."""

from tracker.tasks.pages.chain import chain_stages
from tracker.tasks.pages.evidence import (
    EvidenceBoard,
    EvidenceLinks,
    evidence_board,
    linked_lines,
    uses_elsewhere,
)
from tracker.tasks.pages.extensions import extension_lines
from tracker.tasks.pages.ledger import Choice, LedgerRow, ledger_row
from tracker.tasks.pages.mine import MinePage, WorkList, WorkRow
from tracker.tasks.pages.opening import NoFilePage, OpenPage
from tracker.tasks.pages.removing import DestroyPage, RemovalPage, RoomLine, RoomPage, Wish
from tracker.tasks.pages.step import Handed, Moved, Recording, Refusal, StepPage
from tracker.tasks.pages.task import LinkLine, MeasureLine, ProgressLine, TaskPage, round_lines
from tracker.tasks.pages.timeline import Event, events_of, told_in_short, unanswered
from tracker.tasks.pages.waiting import NextBox, Others, StepLink

__all__ = [
    "Choice",
    "DestroyPage",
    "Event",
    "EvidenceBoard",
    "EvidenceLinks",
    "Handed",
    "LedgerRow",
    "LinkLine",
    "MeasureLine",
    "MinePage",
    "Moved",
    "NextBox",
    "NoFilePage",
    "OpenPage",
    "Others",
    "ProgressLine",
    "Recording",
    "Refusal",
    "RemovalPage",
    "RoomLine",
    "RoomPage",
    "StepLink",
    "StepPage",
    "TaskPage",
    "Wish",
    "WorkList",
    "WorkRow",
    "chain_stages",
    "events_of",
    "evidence_board",
    "extension_lines",
    "ledger_row",
    "linked_lines",
    "round_lines",
    "told_in_short",
    "unanswered",
    "uses_elsewhere",
]
