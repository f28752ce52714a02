"""Two columns pasted from a workbook: shown old and new, kept as progress, refused where work is over."""

from concurrent.futures import ThreadPoolExecutor

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import Cast
from tests.conftest import NOW
from tests.ledgers.conftest import Made, SignIn
from tracker.core import clock
from tracker.core.db import Database
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.pasting import entries_in
from tracker.tasks.models import Progress
from tracker.tasks.rules.lifecycle import State


def test_pasted_columns_are_read_as_workbooks_copy_them() -> None:
    text = '编号\t进展\n2025-001\t"已核对。\n已补齐。"\n\n其他\t话\n2025-002\t\n'
    entries, unplaced = entries_in(text)
    assert [one.cells[Key.PROGRESS] for one in entries] == ["已核对。\n已补齐。"]
    assert unplaced == ["“其他 话”：没有写全编号和进展", "“2025-002”：没有写全编号和进展"]


def test_progress_is_shown_before_it_is_kept(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    sent = {
        "unit_id": cast.town,
        "means": "chat",
        "text": f"{task.number}\t已对账14个村。\n2025-099\t无",
    }
    page = browser.post("/ledgers/paste", data=sent | {"do": "preview"}).text
    assert "已对账14个村。" in page
    assert "2025-099：台账里没有这个编号" in page
    with database.reading() as session:
        assert session.scalars(select(Progress)).all() == []
    take = {"do": "save", "take": f"{task.id}-progress"}
    assert browser.post("/ledgers/paste", data=sent | take).status_code == 303
    with database.reading() as session:
        kept = session.scalars(select(Progress)).one()
    assert (kept.text, kept.reported_by) == ("已对账14个村。", "李强")
    again = browser.post(
        "/ledgers/paste", data=sent | {"do": "preview", "text": f"{task.number}\t已对账14个村。"}
    )
    assert "与台账一致，无需更新" in again.text


def test_the_same_pasted_three_times_at_once_is_kept_once(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    text = f"{task.number}\t已对账14个村。"
    take = f"{task.id}-progress"
    sent = {"unit_id": cast.town, "means": "chat", "text": text, "do": "save", "take": take}
    browsers = [sign_in_as("zhoumin") for _ in range(3)]

    def click(browser: FlaskClient) -> int:
        with clock.frozen(NOW):  # each thread has a clock of its own
            return browser.post("/ledgers/paste", data=sent).status_code

    with ThreadPoolExecutor(len(browsers)) as crowd:
        answers = list(crowd.map(click, browsers))
    assert sorted(answers) == [303, 422, 422]
    assert "勾选的内容台账里已经有了" in browsers[0].post("/ledgers/paste", data=sent).text
    with database.reading() as session:
        assert len(session.scalars(select(Progress)).all()) == 1


def test_progress_on_closed_work_is_refused_with_a_reason(
    cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.CLOSED)
    sent = {
        "unit_id": cast.town,
        "means": "chat",
        "text": f"{task.number}\t又做了一些。",
        "do": "preview",
    }
    page = sign_in_as("zhoumin").post("/ledgers/paste", data=sent).text
    assert "这项任务现在是“已销号”，不能填报进展。" in page


def test_saving_nothing_is_told_and_keeps_the_text(cast: Cast, sign_in_as: SignIn) -> None:
    sent = {"unit_id": cast.town, "means": "chat", "text": "2025-099\t无", "do": "save"}
    answer = sign_in_as("zhoumin").post("/ledgers/paste", data=sent)
    assert answer.status_code == 422
    assert "2025-099\t无" in answer.text


def test_a_handler_has_no_paste(sign_in_as: SignIn) -> None:
    assert sign_in_as("liqiang").get("/ledgers/paste").status_code == 403
