"""What stands beside the text of a Word file: notes, and text boxes hung on a sentence (联系电话：…)."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.documents.rules.marks import leading_mark
from tracker.documents.rules.pieces import Paragraph, Piece
from tracker.documents.rules.plain import BlockKind

_SENTENCE_ENDS = "。；！？;!?"
_LONGEST_ASIDE = 100


def is_aside(host: str, content: Sequence[Piece]) -> bool:
    """Tell whether a box says something beside the paragraph ``host`` on which it hangs.

    A box hung on an empty line or on a heading may hold the body itself, and so may one that is long or counts
    what it says; they are read where they stand.
    """
    if not host.rstrip().endswith(tuple(_SENTENCE_ENDS)):
        return False
    lines = [piece for piece in content if isinstance(piece, Paragraph)]
    if len(lines) < len(content) or any(line.mark or leading_mark(line.text) for line in lines):
        return False
    return sum(len(line.text) for line in lines) <= _LONGEST_ASIDE


def as_notes(content: Iterable[Piece]) -> Iterator[Piece]:
    """Yield what was read beside the text as notes, which no reader takes for a part of it."""
    for piece in content:
        if isinstance(piece, Paragraph):
            yield Paragraph(piece.text, BlockKind.NOTE, None, piece.mark, piece.gap)
        else:
            yield piece
