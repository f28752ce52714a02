"""A report as a county's secretary would change it in Word, and how it is read again."""

import io
from collections.abc import Callable, Mapping

import docx
from docx.document import Document

from tests.factories.yearend import AS_OF
from tests.yearend.test_round_trip import strip_marks
from tracker.documents.reader.document import read_document
from tracker.documents.rules.plain import PlainDocument
from tracker.yearend.render.word import report_as_word
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.reading_back import ReadBack, read_back
from tracker.yearend.rules.standing import results_of
from tracker.yearend.rules.year import report_on

Change = Callable[[Document], None]


def exported(facts: YearFacts) -> bytes:
    """Answer the report on a year as the program exports it."""
    return report_as_word(report_on(facts), signed_on=AS_OF)


def rewritten(content: bytes, *changes: Change, marks: bool = True) -> bytes:
    """Answer a Word file after some changes; without ``marks`` as if it had been pasted into a fresh one."""
    document = docx.Document(io.BytesIO(content))
    for change in changes:
        change(document)
    if not marks:
        strip_marks(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def replacing(words: Mapping[str, str]) -> Change:
    """Write other words where some stand, each exactly once or more."""

    def change(document: Document) -> None:
        for old, new in words.items():
            hits = [run for one in document.paragraphs for run in one.runs if old in run.text]
            assert hits, old
            for run in hits:
                run.text = run.text.replace(old, new)

    return change


def without(words: str) -> Change:
    """Strike every paragraph that holds some words."""

    def change(document: Document) -> None:
        hits = [one for one in document.paragraphs if words in one.text]
        assert hits, words
        for one in hits:
            one._p.getparent().remove(one._p)

    return change


def joining(first: str, second: str) -> Change:
    """Write the paragraph that begins the second behind the one that holds the first."""

    def change(document: Document) -> None:
        target = next(one for one in document.paragraphs if first in one.text)
        source = next(one for one in document.paragraphs if second in one.text)
        target.add_run(source.text)
        source._p.getparent().remove(source._p)

    return change


def read(content: bytes) -> PlainDocument:
    """Answer a Word file as plain text."""
    return read_document(content, "报告.docx")


def back(facts: YearFacts, content: bytes, last_year: tuple[str, ...] = ()) -> ReadBack:
    """Read a file back against the year's own draft."""
    report = report_on(facts)
    return read_back(read(content), report.draft, results_of(facts), last_year)
