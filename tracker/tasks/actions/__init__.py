"""Writing about tasks: one verb of the office each; every change leaves a trace."""

from tracker.tasks.actions.amending import amend, set_kind
from tracker.tasks.actions.closing import (
    approve,
    confirm_lasting,
    name_acceptor,
    recheck,
    relapse,
    reopen,
    send_back,
)
from tracker.tasks.actions.continuing import carry_into_next_year
from tracker.tasks.actions.correcting import correct, parties_to_correct
from tracker.tasks.actions.destroying import (
    Destroyed,
    ask_to_destroy,
    destroy_file,
    remove_doomed,
    sweep_store,
)
from tracker.tasks.actions.evidence import hand_in, keep_evidence, set_room, share
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
from tracker.tasks.actions.handing_over import assign, decline, reassign, sign_for
from tracker.tasks.actions.linking import link, unlink
from tracker.tasks.actions.measures import plan_measures, tick
from tracker.tasks.actions.opening import NewProblem, open_from_batch, open_problems
from tracker.tasks.actions.reviewing import review_quarter
from tracker.tasks.actions.searching import keep_pairs_anew
from tracker.tasks.actions.splitting import split
from tracker.tasks.actions.words import words_of
from tracker.tasks.actions.working import report, submit, withdraw

__all__ = [
    "Destroyed",
    "NewProblem",
    "amend",
    "approve",
    "ask_extension",
    "ask_to_destroy",
    "assign",
    "carry_into_next_year",
    "confirm_lasting",
    "correct",
    "decline",
    "destroy_file",
    "end",
    "grant_extension",
    "hand_in",
    "join",
    "keep_evidence",
    "keep_pairs_anew",
    "link",
    "name_acceptor",
    "open_from_batch",
    "open_problems",
    "parties_to_correct",
    "pause",
    "plan_measures",
    "reassign",
    "recheck",
    "refuse_extension",
    "relapse",
    "remove_doomed",
    "reopen",
    "report",
    "resume",
    "review_quarter",
    "send_back",
    "set_kind",
    "set_room",
    "share",
    "sign_for",
    "split",
    "submit",
    "sweep_store",
    "tick",
    "unjoin",
    "unlink",
    "withdraw",
    "words_of",
]
