"""Writing about reports, one verb of the office each; doors call these."""

from tracker.reports.actions.correcting import (
    Correction,
    adopt_categories,
    answer_repeat,
    correct,
    drop,
    make_category,
    restore,
    set_category,
)
from tracker.reports.actions.cutting import (
    add,
    add_from_text,
    attach,
    merge_with_above,
    move_boundary,
    split,
)
from tracker.reports.actions.taking_in import Paper, describe, take_in

__all__ = [
    "Correction",
    "Paper",
    "add",
    "add_from_text",
    "adopt_categories",
    "answer_repeat",
    "attach",
    "correct",
    "describe",
    "drop",
    "make_category",
    "merge_with_above",
    "move_boundary",
    "restore",
    "set_category",
    "split",
    "take_in",
]
