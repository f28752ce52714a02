"""Writing about reports, one verb of the office each; doors call these."""

from tracker.reports.actions.correcting import (
    Correction,
    adopt_categories,
    answer_repeat,
    correct,
    dismiss,
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
from tracker.reports.actions.taking_in import (
    Paper,
    changed_since_reading,
    describe,
    read_again,
    remember_columns,
    take_in,
)
from tracker.reports.actions.touch import sign

__all__ = [
    "Correction",
    "Paper",
    "add",
    "add_from_text",
    "adopt_categories",
    "answer_repeat",
    "attach",
    "changed_since_reading",
    "correct",
    "describe",
    "dismiss",
    "drop",
    "make_category",
    "merge_with_above",
    "move_boundary",
    "read_again",
    "remember_columns",
    "restore",
    "set_category",
    "sign",
    "split",
    "take_in",
]
