"""Every print measured as it leaves the printer: one page for plain texts, and no sign of a long one cut."""

import re
from collections.abc import Callable
from io import BytesIO

import pdfplumber
import pytest

from tests.documents_render.samples import needs_libreoffice
from tests.ledgers.prints_tasks import PLAIN, RUN, long_task, numbered
from tracker.documents.reader.workshop import to_pdf
from tracker.documents.render.word import write_word
from tracker.ledgers.rules.prints import KINDS, Print, PrintTask, print_paper
from tracker.tasks.rules.lifecycle import State

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]
_BLANKS = re.compile(r"\s")
A4_UPRIGHT, A4_TURNED, A3_TURNED = (595, 842), (842, 595), (1191, 842)
PAPER = {
    Print.MEETING_A3: A3_TURNED,
    Print.FULL_LEDGER: A3_TURNED,
    **dict.fromkeys(
        (
            Print.BREAKDOWN,
            Print.COMMENT,
            Print.MEETING,
            Print.HANDING_OVER,
            Print.QUARTERLY,
            Print.SHORT_LEDGER,
        ),
        A4_TURNED,
    ),
}


def printed(which: Print, *tasks: PrintTask) -> list[tuple[tuple[int, int], str]]:
    """Print tasks, and answer size and text of each page."""
    kind = KINDS[which]
    pdf = to_pdf([write_word(print_paper(kind, tasks, RUN), kind.layout)])[0]
    assert pdf is not None
    with pdfplumber.open(BytesIO(pdf)) as pages:
        return [
            ((round(page.width), round(page.height)), page.extract_text()) for page in pages.pages
        ]


def signs(text: str) -> str:
    """Answer a text without blanks, as it can be compared across line ends."""
    return _BLANKS.sub("", text)


@pytest.mark.parametrize("which", list(Print))
def test_plain_texts_fill_one_page_of_the_right_paper(which: Print) -> None:
    pages = printed(which, PLAIN)
    assert [size for size, _ in pages] == [PAPER.get(which, A4_UPRIGHT)]


def rows_of(which: Print, *tasks: PrintTask) -> list[list[list[str]]]:
    """Print tasks, and answer the rows of boxes on each page, without blanks."""
    kind = KINDS[which]
    pdf = to_pdf([write_word(print_paper(kind, tasks, RUN), kind.layout)])[0]
    assert pdf is not None
    with pdfplumber.open(BytesIO(pdf)) as pages:
        return [
            [
                [signs(cell or "") for cell in row]
                for table in page.extract_tables()
                for row in table
            ]
            for page in pages.pages
        ]


LONG: dict[Print, tuple[Callable[[PrintTask], str], ...]] = {
    Print.CLOSING: (
        lambda it: it.line.problem,
        lambda it: it.line.standard,
        lambda it: it.line.outcome,
        lambda it: it.opinions[0].note,
        lambda it: it.line.measures[4],
        lambda it: it.pieces[11].title,
        lambda it: it.line.handler,
    ),
    Print.EXTENSION: (lambda it: it.requests[0].reason, lambda it: it.line.progress[0].text),
    Print.ON_SITE: (lambda it: it.line.problem, lambda it: it.line.progress[2].text),
    Print.RECHECK: (lambda it: it.line.outcome, lambda it: it.pieces[0].title),
    Print.CLAIMS: (lambda it: it.line.problem, lambda it: it.line.due_text),
    Print.BREAKDOWN: (
        lambda it: it.line.problem,
        lambda it: it.line.measures[4],
        lambda it: it.line.standard,
        lambda it: it.line.lead_unit,
    ),
    Print.COMMENT: (lambda it: it.line.problem, lambda it: it.line.measures[0]),
    Print.MEETING: (lambda it: it.line.progress[2].text, lambda it: it.to_coordinate),
    Print.MEETING_A3: (lambda it: it.line.progress[2].text, lambda it: it.line.title),
    Print.HANDING_OVER: (lambda it: it.difficulties, lambda it: it.pieces[11].title),
    Print.MISSING: (lambda it: it.pieces[11].title, lambda it: it.line.title),
    Print.QUARTERLY: (lambda it: it.line.measures[4], lambda it: it.reviewed),
    Print.SHORT_LEDGER: (lambda it: it.line.progress[0].text, lambda it: it.line.outcome),
    Print.FULL_LEDGER: (
        lambda it: it.line.problem,
        lambda it: it.line.outcome,
        lambda it: it.line.superior_number,
        lambda it: it.line.helping,
    ),
}


@pytest.mark.parametrize("which", list(LONG))
def test_no_sign_of_a_long_text_is_cut(which: Print) -> None:
    task, columns = long_task(), dict[int, str]()
    for row in (row for page in rows_of(which, task) for row in page if row[0] != "序号"):
        for place, cell in enumerate(row):
            columns[place] = columns.get(place, "") + cell
    for pick in LONG[which]:
        assert any(signs(pick(task)) in text for text in columns.values()), pick(task)[:20]


def test_twenty_closing_forms_come_in_one_file_one_page_each() -> None:
    pages = printed(Print.CLOSING, *numbered(PLAIN, 20))
    assert len(pages) == 20
    for place, (_, text) in enumerate(pages, start=1):
        assert f"2026-{place:03d}" in text
        assert [text.count(word) for word in ("问题整改销号审批表", "签字")] == [1, 4]


@pytest.mark.parametrize(
    "which", [Print.MEETING, Print.BREAKDOWN, Print.QUARTERLY, Print.FULL_LEDGER]
)
def test_sixty_rows_repeat_the_header_and_lose_no_row(which: Print) -> None:
    pages = rows_of(which, *numbered(PLAIN, 60, state=State.SUSTAINED))
    assert len(pages) > 1
    assert all(page[0][0] == "序号" for page in pages if len(page) > 1)
    numbers = [cell for page in pages for row in page for cell in row if cell.startswith("2026-0")]
    assert numbers == [f"2026-{n:03d}" for n in range(1, 61)]


def test_the_page_for_the_secretary_is_one_page_however_long_the_texts() -> None:
    assert len(printed(Print.ONE_PAGE, *numbered(long_task(), 60))) == 1
