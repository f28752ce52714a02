"""A plain document from lines of text, as the real reader gives it for an unwrapped .txt file."""

from tracker.documents.reader.text import read as read_text
from tracker.documents.rules.plain import Block, PlainDocument
from tracker.reports.rules.extraction import read_report
from tracker.reports.rules.results import Extraction


def document(text: str) -> PlainDocument:
    lines = [line.strip(" \t\u3000") for line in text.splitlines() if line.strip(" \t\u3000")]
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    return PlainDocument("\n".join(lines), tuple(blocks))


def read(text: str) -> Extraction:
    return read_report(document(text), today_year=2026)


def problems(text: str) -> list[str]:
    return [problem.text for problem in read(text).problems]


def codes(text: str) -> set[str]:
    return {notice.code for notice in read(text).warnings}


def problems_in_file(text: str) -> list[str]:
    """Read through the reader of files: marks of the medium go, as they do for a real .txt."""
    return [problem.text for problem in read_report(read_text(text.encode())).problems]
