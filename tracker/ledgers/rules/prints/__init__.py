"""Prints: forms and lists for paper as data, one engine that fills them."""

from tracker.ledgers.rules.prints.catalogue import KINDS, Kind, Print, print_paper, quarterly_kind
from tracker.ledgers.rules.prints.facts import (
    Opinion,
    Piece,
    PrintTask,
    Request,
    Run,
    piece_words,
    pieces_words,
    with_post,
)

__all__ = [
    "KINDS",
    "Kind",
    "Opinion",
    "Piece",
    "Print",
    "PrintTask",
    "Request",
    "Run",
    "piece_words",
    "pieces_words",
    "print_paper",
    "quarterly_kind",
    "with_post",
]
