"""Letters: their kinds, life and number; their paper; their words."""

from tracker.ledgers.rules.letters.life import (
    Issue,
    LetterDeed,
    LetterKind,
    LetterState,
    NewLetter,
    check_issue,
    check_letter,
    deeds_from,
    letter_number,
    proposed_word,
    state_after,
)

__all__ = [
    "Issue",
    "LetterDeed",
    "LetterKind",
    "LetterState",
    "NewLetter",
    "check_issue",
    "check_letter",
    "deeds_from",
    "letter_number",
    "proposed_word",
    "state_after",
]
