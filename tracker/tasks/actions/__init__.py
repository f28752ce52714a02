"""Writing about tasks: one verb of the office each; every change leaves a trace."""

from tracker.tasks.actions.closing import approve, confirm_lasting, relapse, reopen, send_back
from tracker.tasks.actions.exceptions import (
    ask_extension,
    end,
    grant_extension,
    join,
    pause,
    refuse_extension,
    resume,
    unjoin,
)
from tracker.tasks.actions.handing_over import amend, assign, decline, reassign, sign_for
from tracker.tasks.actions.opening import NewProblem, open_from_batch, open_problems
from tracker.tasks.actions.working import hand_in, keep_evidence, report, submit, withdraw

__all__ = [
    "NewProblem",
    "amend",
    "approve",
    "ask_extension",
    "assign",
    "confirm_lasting",
    "decline",
    "end",
    "grant_extension",
    "hand_in",
    "join",
    "keep_evidence",
    "open_from_batch",
    "open_problems",
    "pause",
    "reassign",
    "refuse_extension",
    "relapse",
    "reopen",
    "report",
    "resume",
    "send_back",
    "sign_for",
    "submit",
    "unjoin",
    "withdraw",
]
