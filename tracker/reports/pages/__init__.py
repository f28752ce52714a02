"""What the pages of reports are given."""

from tracker.reports.pages.cards import Card, cards_of
from tracker.reports.pages.check import CheckFragment, CheckPage
from tracker.reports.pages.columns import ColumnsPage
from tracker.reports.pages.likeness import Likeness, likenesses_of
from tracker.reports.pages.papers import (
    BatchRow,
    Head,
    IndexPage,
    TakenIn,
    UploadLines,
    UploadPage,
)
from tracker.reports.pages.remarks import Fix, Remark, remarks_of
from tracker.reports.pages.source import Paragraph, Piece, SourceText, source_of
from tracker.reports.pages.typed import AddPage, CorrectionPage, PaperPage, SplitPage

__all__ = [
    "AddPage",
    "BatchRow",
    "Card",
    "CheckFragment",
    "CheckPage",
    "ColumnsPage",
    "CorrectionPage",
    "Fix",
    "Head",
    "IndexPage",
    "Likeness",
    "PaperPage",
    "Paragraph",
    "Piece",
    "Remark",
    "SourceText",
    "SplitPage",
    "TakenIn",
    "UploadLines",
    "UploadPage",
    "cards_of",
    "likenesses_of",
    "remarks_of",
    "source_of",
]
