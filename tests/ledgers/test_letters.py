"""Letters: drafts without a number, one number for each, void lines that stay, answers noted."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.conftest import NOW
from tests.ledgers.conftest import Made, SignIn
from tests.ledgers.prints_tasks import PLAIN, long_task
from tracker.core.db import Database
from tracker.core.errors import ConflictError, InvalidError
from tracker.ledgers.actions.letters import (
    Hand,
    draft_letter,
    drop_letter,
    issue_letter,
    note_answer,
    void_letter,
)
from tracker.ledgers.models import Letter, LetterEvent
from tracker.ledgers.rules.letters import (
    Issue,
    LetterKind,
    LetterState,
    NewLetter,
    letter_number,
    proposed_word,
)
from tracker.ledgers.rules.letters.wording import drafted
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State

TODAY = date(2026, 3, 18)
HAND = Hand("周敏", NOW, TODAY)
ORDER = NewLetter(
    LetterKind.CHASING, "财政所", "关于对账的催办单", "请抓紧办理。", date(2026, 3, 23)
)


def issue(number: int, word: str = "青督") -> Issue:
    """Answer how a letter goes out today."""
    return Issue(word, 2026, number, "王立新", TODAY)


@pytest.fixture
def task(session: Session, made: Made) -> Task:
    """A task in somebody's hands."""
    return session.get_one(Task, made(State.ACTIVE).id)


@pytest.fixture
def draft(session: Session, task: Task) -> Letter:
    """A draft in the tray."""
    letter = draft_letter(session, task, ORDER, HAND)
    assert letter is not None
    return letter


def test_a_draft_has_no_number_until_it_is_issued(session: Session, draft: Letter) -> None:
    assert (draft.state, draft.full_number) == (LetterState.DRAFT, "")
    issue_letter(session, draft, issue(7), HAND)
    assert (draft.state, draft.full_number) == (LetterState.ISSUED, "青督〔2026〕7号")


def test_no_number_is_given_twice_not_even_that_of_a_void_letter(
    session: Session, task: Task, draft: Letter
) -> None:
    issue_letter(session, draft, issue(7), HAND)
    void_letter(session, draft, HAND, reason="发错单位")
    second = draft_letter(session, task, ORDER, HAND)
    assert second is not None
    with pytest.raises(InvalidError, match="青督〔2026〕7号已经用过"):
        issue_letter(session, second, issue(7), HAND)
    issue_letter(session, second, issue(7, "青党督"), HAND)
    assert second.full_number == "青党督〔2026〕7号"


def test_a_void_letter_keeps_its_line_and_says_why(session: Session, draft: Letter) -> None:
    issue_letter(session, draft, issue(7), HAND)
    with pytest.raises(InvalidError, match="作废原因"):
        void_letter(session, draft, HAND, reason="")
    void_letter(session, draft, HAND, reason="发错单位")
    assert (draft.state, draft.number, draft.void_reason) == (LetterState.VOID, 7, "发错单位")


def test_an_issued_letter_can_neither_be_issued_again_nor_dropped(
    session: Session, draft: Letter
) -> None:
    issue_letter(session, draft, issue(7), HAND)
    with pytest.raises(ConflictError, match="已签发"):
        issue_letter(session, draft, issue(8), HAND)
    with pytest.raises(ConflictError, match="已签发"):
        drop_letter(session, draft, HAND)


def test_an_answer_is_noted_with_who_and_when_and_not_before_the_letter(
    session: Session, draft: Letter
) -> None:
    issue_letter(session, draft, issue(7), HAND)
    with pytest.raises(InvalidError, match="不能早于签发日期"):
        note_answer(
            session, draft, HAND, received_by="李强", received_on=date(2026, 3, 17), answer=""
        )
    note_answer(session, draft, HAND, received_by="李强", received_on=TODAY, answer="月底办结")
    assert (draft.state, draft.received_by, draft.answer) == (
        LetterState.ANSWERED,
        "李强",
        "月底办结",
    )
    events = session.scalars(select(LetterEvent).where(LetterEvent.letter_id == draft.id)).all()
    assert [one.deed.label for one in events] == ["起草", "签发", "登记回执"]


def test_the_same_occasion_is_drafted_once_even_when_the_first_was_dropped(
    session: Session, task: Task
) -> None:
    order = NewLetter(LetterKind.CHASING, "财政所", "催办单", "请办。", occasion="overdue-1")
    first = draft_letter(session, task, order, HAND)
    assert first is not None
    drop_letter(session, first, HAND)
    assert draft_letter(session, task, order, HAND) is None


@pytest.mark.parametrize(
    ("word", "number", "signer", "sentence"),
    [
        ("青督〔", 1, "王立新", "机关代字请用汉字"),
        ("青督", 0, "王立新", "序号请填写"),
        ("青督", 1, "", "签发人"),
    ],
)
def test_an_odd_number_is_refused_with_one_sentence(
    session: Session, draft: Letter, word: str, number: int, signer: str, sentence: str
) -> None:
    with pytest.raises(InvalidError, match=sentence):
        issue_letter(session, draft, Issue(word, 2026, number, signer, TODAY), HAND)
    assert draft.number is None


def test_numbers_and_words_are_written_as_offices_write_them() -> None:
    assert letter_number("青督", 2026, 7) == "青督〔2026〕7号"
    assert proposed_word("青禾镇") == "青督"
    assert proposed_word("中共青禾镇委员会") == "青督"


@pytest.mark.parametrize("kind", list(LetterKind))
def test_a_draft_says_what_the_ledger_knows(kind: LetterKind) -> None:
    letter = drafted(kind, PLAIN, date(2026, 7, 2), date(2026, 7, 6))
    assert letter.addressee == "党建办公室"
    assert "2026-007" in letter.text
    assert "2026年7月6日前" in letter.text
    if kind is not LetterKind.ASSIGNMENT:
        assert "已超期2天" in letter.text
        assert "最近一次进展是2026年4月12日的" in letter.text


@pytest.mark.parametrize("kind", list(LetterKind))
@pytest.mark.parametrize("several", ["财政所、农业农村办", "各村党支部"])
def test_a_letter_to_several_units_speaks_to_all_of_them(kind: LetterKind, several: str) -> None:
    one = drafted(kind, PLAIN, date(2026, 7, 2), date(2026, 7, 6)).text
    task = replace(PLAIN, line=replace(PLAIN.line, lead_unit=several))
    letter = drafted(kind, task, date(2026, 7, 2), date(2026, 7, 6))
    assert letter.addressee == several
    assert ("你单位" in one, "你们单位" in one) == (True, False)
    assert ("你单位" in letter.text, "你们单位" in letter.text) == (False, True)


def test_quotation_marks_inside_a_title_become_single_ones() -> None:
    task = long_task()
    told = drafted(LetterKind.REMINDER, task, TODAY, TODAY)
    assert f"“{task.line.title}”" in told.text


def test_the_clerk_drafts_issues_and_exports_by_the_pages(
    made: Made, sign_in_as: SignIn, database: Database
) -> None:
    task, clerk = made(State.ACTIVE), sign_in_as("zhoumin")
    page = clerk.get(f"/ledgers/letters/new/{task.id}?kind=chasing")
    assert "催办单" in page.text
    form = {
        "version": "0", "kind": "chasing", "addressee": "财政所", "title": "催办单", "text": "请办。",
    }  # fmt: skip
    answer = clerk.post(f"/ledgers/letters/new/{task.id}", data=form)
    assert answer.status_code == 303
    with database.reading() as session:
        letter = session.scalars(select(Letter)).one()
    wrong = {"version": str(letter.version), "word": "青督", "year": "2026", "number": "3", "issued_on": "2026-03-18"}  # fmt: skip
    refused = clerk.post(f"/ledgers/letters/{letter.id}/issue", data=wrong)
    assert (refused.status_code, "请填写签发人。" in refused.text) == (422, True)
    assert 'value="3"' in refused.text  # nothing typed is lost
    issued = clerk.post(f"/ledgers/letters/{letter.id}/issue", data={**wrong, "signer": "王立新"})
    assert issued.status_code == 303
    assert "青督〔2026〕3号" in clerk.get("/ledgers/letters").text
    book = openpyxl.load_workbook(
        io.BytesIO(clerk.get("/ledgers/letters/register.xlsx?year=2026").data)
    )
    assert "青督〔2026〕3号" in [cell.value for row in book.active.iter_rows() for cell in row]
    stale = clerk.post(f"/ledgers/letters/{letter.id}/void", data={"version": "1", "reason": "错"})
    assert stale.status_code == 409


def test_drafts_are_for_the_clerk_alone_and_the_register_for_who_reads_the_ledger(
    made: Made, sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    assert cast.town
    with database.transaction() as session:
        letter = draft_letter(session, session.get_one(Task, made(State.ACTIVE).id), ORDER, HAND)
        assert letter is not None
    address = f"/ledgers/letters/{letter.id}"
    assert sign_in_as("zhoumin").get(address).status_code == 200
    for login in ("sunzheng", "wutao", "liqiang"):
        assert sign_in_as(login).get(address).status_code == 404
        assert sign_in_as(login).get(f"{address}/file").status_code == 404
    with database.transaction() as session:
        issue_letter(session, session.get_one(Letter, letter.id), issue(1), HAND)
    assert sign_in_as("sunzheng").get(address).status_code == 200
    assert sign_in_as("wutao").get(address).status_code == 404
    form = {"version": "2", "reason": "错"}
    assert sign_in_as("wutao").post(f"{address}/void", data=form).status_code == 404
    assert sign_in_as("sunzheng").post(f"{address}/void", data=form).status_code == 403
