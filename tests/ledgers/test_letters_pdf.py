"""A letter as it leaves the printer: on one page with its 回执, and whole however long it is."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pdfplumber
import pytest

from tests.documents_render.samples import needs_libreoffice
from tests.ledgers.prints_tasks import PLAIN, long_task
from tracker.documents.reader.workshop import to_pdf
from tracker.documents.render.word import write_word
from tracker.documents.rules.layout import LETTER
from tracker.ledgers.rules.letters import LetterKind
from tracker.ledgers.rules.letters.paper import LetterFacts, letter_paper
from tracker.ledgers.rules.letters.wording import drafted
from tracker.ledgers.rules.prints import PrintTask

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]
TODAY = date(2026, 7, 2)


def facts(kind: LetterKind, task: PrintTask) -> LetterFacts:
    """Answer an issued letter about a task."""
    told = drafted(kind, task, TODAY, date(2026, 7, 6))
    return LetterFacts(
        kind, "青禾镇", told.addressee, told.title, told.text, task.line.number, "青督〔2026〕7号",
        "王立新", TODAY, told.reply_by,
    )  # fmt: skip


def pages(letter: LetterFacts) -> list[str]:
    """Print a letter, and answer the words of each page without blanks; marks that hang over the edge get lost."""
    pdf = to_pdf([write_word(letter_paper(letter, TODAY), LETTER)])[0]
    assert pdf is not None
    with pdfplumber.open(BytesIO(pdf)) as printed:
        return [re.sub(r"\s", "", page.extract_text()) for page in printed.pages]


@pytest.mark.parametrize("kind", [LetterKind.REMINDER, LetterKind.CHASING, LetterKind.SUPERVISION])
def test_a_letter_and_its_answer_slip_stand_on_one_page(kind: LetterKind) -> None:
    (page,) = pages(facts(kind, PLAIN))
    for word in (
        "青督〔2026〕7号",
        "签发人：王立新",
        "2026年7月2日",
        "请沿此线裁下",
        "回执",
        "签收单位",
    ):
        assert word in page


def test_a_long_letter_is_whole_and_its_slip_is_not_torn() -> None:
    letter = facts(LetterKind.ASSIGNMENT, long_task())
    printed = pages(letter)
    assert re.sub(r"\W", "", letter.text) in re.sub(r"\W", "", "".join(printed))
    assert [("请沿此线裁下" in page, "签收单位" in page) for page in printed][-1] == (True, True)


def test_a_long_last_paragraph_goes_on_over_the_page_and_leaves_no_hole() -> None:
    first, *_ = pages(facts(LetterKind.SUPERVISION, long_task()))
    assert len(first) > 400, "a page that is full has some five hundred signs"


def test_a_draft_shows_that_it_has_no_number_and_a_void_letter_that_it_is_void() -> None:
    draft = replace(facts(LetterKind.CHASING, PLAIN), number="", issued_on=None, signer="")
    assert "（签发时编号）" in pages(draft)[0]
    assert "（已作废）" in pages(replace(facts(LetterKind.CHASING, PLAIN), void=True))[0]
