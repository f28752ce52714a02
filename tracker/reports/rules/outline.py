"""The outline of a document: its headings with their rank and kind."""

from collections.abc import Iterator

from tracker.documents.rules.marks import MarkKind
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.plot import Plot
from tracker.reports.rules.results import Heading

_TITLED = frozenset(
    {MarkKind.HAN, MarkKind.HAN_PAREN, MarkKind.ARABIC, MarkKind.ARABIC_COMMA, MarkKind.DECIMAL}
)


def outline_of(plot: Plot, text: str) -> Iterator[Heading]:
    """Yield every heading in order; one of unknown kind takes the kind of the heading above it."""
    kinds: dict[int, str] = {}
    above = SectionKind.WORK.value
    for head, piece in zip(plot.heads, plot.pieces, strict=True):
        if head is None or (
            head.kind is None and (head.mark is None or head.mark.kind not in _TITLED)
        ):
            continue
        level = piece.styled or (head.mark.level if head.mark else 1)
        inherited = next((kinds[rank] for rank in range(level - 1, 0, -1) if rank in kinds), None)
        kind = head.kind.value if head.kind else inherited or _unknown(above)
        kinds = {rank: known for rank, known in kinds.items() if rank < level} | {level: kind}
        above = kind
        number = text[head.mark.start : head.mark.end].strip() if head.mark else None
        start = head.mark.start if head.mark else head.start
        yield Heading(
            number, text[head.start : head.end].strip(" 。：:;，,"), level, kind, start, head.end
        )


def _unknown(above: str) -> str:
    return SectionKind.WORK.value if above == SectionKind.WORK.value else SectionKind.OTHER.value
