"""Tables of what is exchanged with others: remembered mappings, returned forms, submissions, letters."""

from tracker.ledgers.models.filing import LooseFile
from tracker.ledgers.models.imports import ImportRow, LedgerImport
from tracker.ledgers.models.letters import Letter, LetterEvent
from tracker.ledgers.models.mappings import LedgerMapping
from tracker.ledgers.models.meetings import Meeting, MeetingRow
from tracker.ledgers.models.returns import (
    ReturnChange,
    ReturnedFile,
    ReturnForm,
    ReturnRound,
    ReturnRow,
)
from tracker.ledgers.models.submissions import Submission, SubmissionLine
from tracker.ledgers.models.their_form import TheirFilling, TheirForm
from tracker.ledgers.models.views import LedgerView

__all__ = [
    "ImportRow",
    "LedgerImport",
    "LedgerMapping",
    "LedgerView",
    "Letter",
    "LetterEvent",
    "LooseFile",
    "Meeting",
    "MeetingRow",
    "ReturnChange",
    "ReturnForm",
    "ReturnRound",
    "ReturnRow",
    "ReturnedFile",
    "Submission",
    "SubmissionLine",
    "TheirFilling",
    "TheirForm",
]
