"""Prints by the pages: whose tasks, which ones, and sentences where nothing fits."""

import io
from dataclasses import replace

import docx
import pytest

from tests.cast import Cast
from tests.factories.tasks import at_work, deed, open_task
from tests.ledgers.conftest import Made, SignIn
from tests.ledgers.prints_tasks import PLAIN
from tests.listening import statements
from tracker.core.db import Database
from tracker.ledgers.rules.prints import Piece, Print
from tracker.ledgers.rules.prints.missing import missing_of
from tracker.ledgers.rules.prints.persons import chased, chasing_text
from tracker.tasks import actions
from tracker.tasks.models import Task
from tracker.tasks.rules.kinds import EvidenceKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import ReturnKind

BUDGET = 10


def words(content: bytes) -> str:
    """Answer every word of a Word file, tables too."""
    found = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in found.paragraphs] + cells)


def test_every_print_can_be_had_in_word_by_whoever_reads_the_ledger(
    made: Made, sign_in_as: SignIn
) -> None:
    made(State.ACTIVE)
    made(State.CLOSED)
    reader = sign_in_as("sunzheng")
    for which in Print:
        answer = reader.get(f"/ledgers/prints/{which.value}")
        if which is Print.QUARTERLY:
            assert (answer.status_code, "长期坚持" in answer.text) == (422, True)
            continue
        assert answer.status_code == 200, which
        assert answer.headers["Content-Disposition"].startswith("attachment"), which


def test_a_print_holds_only_tasks_that_the_viewer_may_see(made: Made, sign_in_as: SignIn) -> None:
    task = made(State.ACTIVE)
    own = sign_in_as("zhoumin").get("/ledgers/prints/short-ledger")
    assert task.title in words(own.data)
    stranger = sign_in_as("wutao").get(f"/ledgers/prints/closing?ids={task.id}")
    assert (stranger.status_code, task.title in stranger.text) == (422, False)
    assert sign_in_as("wutao").get(f"/ledgers/of-task/{task.id}").status_code == 404
    assert sign_in_as("zhoumin").get("/ledgers/prints/no-such").status_code == 404


def test_the_review_list_names_its_quarter(
    made: Made, sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    task = made(State.FINAL_REVIEW)
    with database.transaction() as session:
        secretary = cast["chenguodong"]
        work = at_work(session, secretary, session.get_one(Task, task.id))
        actions.approve(session, work, deed(secretary), sustained=True)
    reader = sign_in_as("sunzheng")
    told = words(reader.get("/ledgers/quarterly?year=2026&quarter=1").data)
    assert "2026年第1季度长期坚持事项季度复核表" in told
    assert task.number in told
    assert reader.get("/ledgers/quarterly?year=2026&quarter=5").status_code == 404
    assert sign_in_as("wutao").get("/ledgers/quarterly").status_code == 422


def test_ticked_rows_and_a_leader_narrow_what_is_printed(
    made: Made, sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    ticked = made(State.ACTIVE)
    with database.transaction() as session:
        other = open_task(session, cast, title="另一件事", text="另一件事没有办。")
    clerk = sign_in_as("zhoumin")
    one = words(clerk.get(f"/ledgers/prints/breakdown?ids={ticked.id}").data)
    assert (ticked.number in one, other.number in one) == (True, False)
    leader = cast["wanglixin"].person_id
    led = words(clerk.get(f"/ledgers/prints/breakdown?leader={leader}").data)
    assert (ticked.number in led, other.number in led) == (True, False)
    page = clerk.get(f"/ledgers/prints?leader={leader}")
    assert (ticked.number in page.text, other.number in page.text) == (True, False)


def test_an_approval_that_a_return_made_void_is_not_printed(
    made: Made, sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    task = made(State.FIRST_REVIEW)
    clerk = sign_in_as("zhoumin")
    assert "王立新于2026年3月18日领导审签同意" in words(
        clerk.get(f"/ledgers/prints/closing?ids={task.id}").data
    )
    with database.transaction() as session:
        work = at_work(session, cast["zhoumin"], session.get_one(Task, task.id))
        actions.send_back(
            session, work, deed(cast["zhoumin"], note="缺签到表"), ReturnKind.MORE_PAPER
        )
    assert "领导审签同意" not in words(clerk.get(f"/ledgers/prints/closing?ids={task.id}").data)


def test_evidence_that_is_missing_is_told_in_words_and_can_be_copied(
    made: Made, sign_in_as: SignIn
) -> None:
    task = made(State.ACTIVE)
    page = sign_in_as("zhoumin").get("/ledgers/missing")
    assert "还没有任何佐证材料" in page.text
    assert f"{task.number} " in page.text
    assert 'data-copy="chase-1"' in page.text
    assert "没有要催交的材料" in sign_in_as("wutao").get("/ledgers/missing").text


def test_what_is_missing_follows_from_measures_figures_and_numbers() -> None:
    assert missing_of(PLAIN) == ("进展中报了制度，缺制度文件",)
    told = chasing_text(chased([PLAIN])[0])
    assert told.startswith("李强您好")
    assert "2026-007" in told
    rule = Piece("培训办法", EvidenceKind.RULE, has_file=True, measure=PLAIN.line.measures[0])
    gone = Piece("误传", EvidenceKind.OTHER, destroyed=True)
    filed = replace(PLAIN, pieces=(*PLAIN.pieces, rule, gone))
    assert missing_of(filed) == (
        "“误传”原文件已清除，需要重新提交",
        "第2条措施（每季度抽查一次会议记录）的材料",
        "“培训办法”缺文号",
    )
    assert missing_of(replace(PLAIN, pieces=())) == ("还没有任何佐证材料",)


@pytest.mark.parametrize(
    "path",
    [
        "/ledgers/prints",
        "/ledgers/missing",
        "/ledgers/prints/closing",
        "/ledgers/letters",
        "/ledgers/filing",
        "/ledgers/dossier/1.zip",
        "/ledgers/dossiers.zip",
        "/ledgers/export",
        "/ledgers/returns",
        "/ledgers/submissions",
    ],
)
def test_pages_and_prints_keep_to_a_budget_of_statements(
    made: Made, sign_in_as: SignIn, database: Database, path: str
) -> None:
    for state in (State.ACTIVE, State.ACTIVE, State.LEADER_REVIEW):
        made(state)
    browser = sign_in_as("zhoumin")
    browser.get(path)
    with statements(database.engine) as asked:
        assert browser.get(path).status_code == 200
    assert 5 <= len(asked) <= BUDGET, asked
