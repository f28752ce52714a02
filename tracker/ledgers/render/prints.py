"""Prints as files: Word always, PDF where LibreOffice is installed."""

from dataclasses import dataclass

from tracker.documents.reader.workshop import to_pdf
from tracker.documents.render.word import write_word
from tracker.documents.rules.layout import Layout
from tracker.documents.rules.paper import Paper


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A print as bytes, and the ending of its name."""

    content: bytes
    ending: str


def print_file(paper: Paper, layout: Layout, *, pdf: bool) -> PrintedFile | None:
    """Answer a paper as a Word file or as PDF; None when a PDF was wanted and could not be made."""
    word = write_word(paper, layout)
    if not pdf:
        return PrintedFile(word, "docx")
    printed = to_pdf([word])[0]
    return PrintedFile(printed, "pdf") if printed else None
